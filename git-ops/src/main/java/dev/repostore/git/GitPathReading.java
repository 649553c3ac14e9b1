package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.ReadLog;
import dev.repostore.TreeEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has Git fetch what is read, and no more. */
final class GitPathReading implements PathReading {

  private final GitRemote remote;

  GitPathReading(GitRemote remote) {
    this.remote = remote;
  }

  @Override
  public List<Commit> log(ReadLog request) {
    return RemoteReading.ask(remote, reading -> reading.log(request));
  }

  @Override
  public Optional<Blob> file(@Nullable String ref, String path) {
    try {
      return remote.read(ref).only(path);
    } catch (RevisionNotFoundException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<List<TreeEntry>> list(@Nullable String ref, String folder) {
    try {
      return Optional.of(RemoteReading.ask(remote, reading -> reading.list(ref, folder)));
    } catch (RevisionNotFoundException unknown) {
      return Optional.empty();
    }
  }
}
