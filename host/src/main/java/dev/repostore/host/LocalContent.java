package dev.repostore.host;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.TreeEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Repository;

/** What is in a repo of a host in this very process. */
final class LocalContent implements RepoContent {

  private final Supplier<Host> host;
  private final String namespace;
  private final String repo;

  /** @param host throws if the store is closed */
  LocalContent(Supplier<Host> host, String namespace, String repo) {
    this.host = host;
    this.namespace = namespace;
    this.repo = repo;
  }

  @Override
  public List<Commit> log(ReadLog request) {
    return read(reader -> reader.log(request.ref(), request.limit(), request.offset()));
  }

  @Override
  public Optional<Commit> commit(String hash) {
    return read(reader -> reader.commit(hash));
  }

  @Override
  public Optional<List<TreeEntry>> tree(String hash) {
    return read(reader -> reader.tree(hash));
  }

  @Override
  public Optional<Blob> blob(String hash) {
    return read(reader -> reader.blob(hash));
  }

  @Override
  public Optional<Blob> file(String ref, String path) {
    return read(reader -> reader.file(ref, path));
  }

  private <T> T read(Function<ContentReader, T> reading) {
    Host open = host.get();
    RepoRow row = open.find(namespace, repo).orElseThrow(() -> HostErrors.repoNotFound(repo));
    // A blob that is still to be read keeps the repository open by itself.
    try (Repository git = open.git(row)) {
      return reading.apply(new ContentReader(git, open.settings().liveQuirks()));
    }
  }
}
