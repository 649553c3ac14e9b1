package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.TreeEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/** Has the store read, which takes no token: a request for a file, and one for each folder. */
final class StorePathReading implements PathReading {

  private final RepoContent content;
  private final RemoteSource source;
  private final Terms terms;

  StorePathReading(RepoContent content, RemoteSource source, Terms terms) {
    this.content = content;
    this.source = source;
    this.terms = terms;
  }

  private <T> T ask(Operation.Work<T> work) {
    try (Operation operation = Operation.byStore("read", source.toString(), terms)) {
      return operation.run(asked -> {
        T answer = work.run(asked);
        asked.check();
        return answer;
      });
    }
  }

  @Override
  public List<Commit> log(ReadLog request) {
    return ask(operation -> content.log(request));
  }

  @Override
  public Optional<Blob> file(@Nullable String ref, String path) {
    return ask(operation -> {
      String name = ref == null ? String.valueOf(source.defaultBranch()) : ref;
      return content.file(name, path).map(blob -> MeteredBlob.of(operation, blob));
    });
  }

  @Override
  public Optional<List<TreeEntry>> list(@Nullable String ref, String folder) {
    return ask(operation -> list(operation, ref, folder));
  }

  private Optional<List<TreeEntry>> list(Operation operation, @Nullable String ref, String folder)
      throws IOException {
    Optional<List<TreeEntry>> entries = content.log(new ReadLog(ref, 1, 0)).stream()
        .findFirst()
        .flatMap(commit -> tree(commit.treeHash()));
    if (folder.isEmpty()) {
      return entries;
    }
    for (String name : folder.split("/", -1)) {
      operation.check();
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
