package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A repository on disk that knows no configuration but its own: what the user or the machine has
 * set for Git (headers, cookies, proxies, rewritten URLs, programs to run) has no say in it.
 */
final class OwnRepository extends FileRepository {

  private final @Nullable FileBasedConfig config;

  private OwnRepository(BaseRepositoryBuilder<?, ?> options) throws IOException {
    super(options);
    FileBasedConfig own = new FileBasedConfig(getFS().resolve(getDirectory(), "config"), getFS());
    load(own);
    config = own;
  }

  /** The repository in a folder, be that a working tree, a {@code .git} folder or a bare one. */
  static OwnRepository open(Path folder) throws IOException {
    File found = FileKey.resolve(folder.toFile(), FS.DETECTED);
    if (found == null) {
      throw new RepositoryNotFoundException(folder.toFile());
    }
    return new OwnRepository(new FileRepositoryBuilder()
        .setGitDir(found)
        .setFS(FS.DETECTED)
        .setMustExist(true)
        .setup());
  }

  /** A new repository in a folder: bare, or in its {@code .git}. */
  static OwnRepository create(Path folder, boolean bare) throws IOException {
    FileRepositoryBuilder options = new FileRepositoryBuilder().setFS(FS.DETECTED);
    if (bare) {
      options.setGitDir(folder.toFile()).setBare();
    } else {
      options.setWorkTree(folder.toFile()).setGitDir(folder.resolve(".git").toFile());
    }
    OwnRepository made = new OwnRepository(options.setup());
    made.create(bare);
    return made;
  }

  /** One that is nowhere: for questions that need no objects. */
  static InMemoryRepository inMemory() throws IOException {
    return new InMemoryRepository.Builder()
        .setRepositoryDescription(new DfsRepositoryDescription("remote"))
        .setFS(FS.DETECTED)
        .build();
  }

  @Override
  public FileBasedConfig getConfig() {
    // JGit's constructor asks before there is one.
    FileBasedConfig own = config;
    if (own == null) {
      return super.getConfig();
    }
    if (own.isOutdated()) {
      try {
        load(own);
      } catch (IOException damaged) {
        throw new java.io.UncheckedIOException(damaged);
      }
    }
    return own;
  }

  private static void load(FileBasedConfig config) throws IOException {
    try {
      config.load();
    } catch (ConfigInvalidException damaged) {
      throw new IOException("its config is damaged: " + damaged.getMessage(), damaged);
    }
  }
}
