package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.TreeEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/** Has the store read, which takes no token: a request for a file, and one for each folder. */
final class StorePathReading implements PathReading {

  private final RepoContent content;
  private final Supplier<@Nullable String> defaultBranch;

  StorePathReading(RepoContent content, Supplier<@Nullable String> defaultBranch) {
    this.content = content;
    this.defaultBranch = defaultBranch;
  }

  @Override
  public List<Commit> log(ReadLog request) {
    return content.log(request);
  }

  @Override
  public Optional<Blob> file(@Nullable String ref, String path) {
    return content.file(ref == null ? String.valueOf(defaultBranch.get()) : ref, path);
  }

  @Override
  public Optional<List<TreeEntry>> list(@Nullable String ref, String folder) {
    Optional<List<TreeEntry>> entries = content.log(new ReadLog(ref, 1, 0)).stream()
        .findFirst()
        .flatMap(commit -> tree(commit.treeHash()));
    if (folder.isEmpty()) {
      return entries;
    }
    for (String name : folder.split("/", -1)) {
      entries = entries.flatMap(above -> above.stream()
          .filter(entry -> entry.type() == EntryType.TREE && entry.name().equals(name))
          .findFirst()
          .flatMap(found -> tree(found.hash())));
    }
    return entries;
  }

  /** Git knows the empty folder, and need not have it stored. */
  private Optional<List<TreeEntry>> tree(String hash) {
    return hash.equals(Constants.EMPTY_TREE_ID.name())
        ? Optional.of(List.of())
        : content.tree(hash);
  }
}
