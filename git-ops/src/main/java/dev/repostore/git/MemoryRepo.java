package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.util.FS;

/** Repositories that are on no disk and have no settings: for who only asks a remote. */
final class MemoryRepo {

  private MemoryRepo() {}

  static InMemoryRepository create() throws IOException {
    return new InMemoryRepository.Builder()
        .setRepositoryDescription(new DfsRepositoryDescription("remote"))
        .setFS(FS.DETECTED)
        .build();
  }
}
