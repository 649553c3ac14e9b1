package dev.repostore.host;

import java.io.File;
import java.io.IOException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository of the host. Its configuration is read once: nobody but the host writes it, and
 * JGit would look for changes in four files each time it is asked.
 */
final class HostedRepository extends FileRepository {

  private final FileBasedConfig config;
  private volatile @Nullable Runnable lastClosed;

  HostedRepository(File folder) throws IOException {
    super(new FileRepositoryBuilder()
        .setGitDir(folder)
        .setFS(FS.DETECTED)
        .setBare()
        .setMustExist(true)
        .setup());
    this.config = super.getConfig();
  }

  @Override
  public FileBasedConfig getConfig() {
    // JGit's constructor asks, too.
    FileBasedConfig read = config;
    return read == null ? super.getConfig() : read;
  }

  /** Has something done when the last user has closed it: the repo is deleted. */
  void whenLastClosed(Runnable task) {
    lastClosed = task;
  }

  @Override
  protected void doClose() {
    super.doClose();
    Runnable task = lastClosed;
    if (task != null) {
      task.run();
    }
  }
}
