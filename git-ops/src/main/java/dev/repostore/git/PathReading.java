package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.ReadLog;
import dev.repostore.TreeEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies along one path of a repo, read without a clone. It is all that a store is asked for,
 * since more paths would take as many requests; those go by Git (decision 6).
 */
interface PathReading {

  /** Commits along first parents; none if there is no such ref. */
  List<Commit> log(ReadLog request);

  /** One file's bytes; empty if there is no such ref or file. */
  Optional<Blob> file(@Nullable String ref, String path);

  /** What is in one folder, {@code ""} for the root; empty if there is no such ref or folder. */
  Optional<List<TreeEntry>> list(@Nullable String ref, String folder);

  /** By the store if it reads contents itself, else by Git. */
  static PathReading of(GitRemote remote, RemoteSource source, Terms terms) {
    return source
        .content()
        .<PathReading>map(content -> new StorePathReading(content, source, terms))
        .orElseGet(() -> new GitPathReading(remote));
  }
}
