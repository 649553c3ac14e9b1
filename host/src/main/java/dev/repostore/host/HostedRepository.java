package dev.repostore.host;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository of the host, one of {@link OpenRepos}, which goes on having it when a user
 * closes it and under whose lock the users are counted.
 *
 * <p>It knows no configuration but its own: what the user who runs the host, or the machine, has
 * set for Git is no business of those who are served. That is read once: nobody but the host writes
 * it, and JGit would look for changes in four files each time it is asked.
 */
final class HostedRepository extends FileRepository {

  private final String id;
  private final OpenRepos owner;
  private final FileBasedConfig config;
  private int users;
  private @Nullable Runnable removal;

  HostedRepository(File folder, String id, OpenRepos owner) throws IOException {
    super(new FileRepositoryBuilder()
        .setGitDir(folder)
        .setFS(FS.DETECTED)
        .setBare()
        .setMustExist(true)
        .setup());
    this.id = id;
    this.owner = owner;
    this.config = new FileBasedConfig(new File(folder, "config"), FS.DETECTED);
    try {
      config.load();
    } catch (ConfigInvalidException broken) {
      throw new IOException("its config is damaged: " + broken.getMessage(), broken);
    }
    makeDurable(config);
    // What JGit itself made and gave to the parts that write objects.
    makeDurable(super.getConfig());
  }

  /**
   * Objects and refs reach the disk before they count. Not in the file, because C git, which may
   * look at the folder, warns of these names, and JGit knows no others.
   */
  private static void makeDurable(Config config) {
    config.setBoolean("core", null, "fsyncObjectFiles", true);
    config.setBoolean("core", null, "fsyncRefFiles", true);
  }

  String id() {
    return id;
  }

  @Override
  public FileBasedConfig getConfig() {
    // JGit's constructor asks before there is one.
    FileBasedConfig own = config;
    return own == null ? super.getConfig() : own;
  }

  /** Gives it back to its owner. */
  @Override
  public void close() {
    owner.release(this);
  }

  /** Closes its files; for its owner. */
  void closeFiles() {
    super.close();
  }

  @Override
  public void incrementOpen() {
    synchronized (owner) {
      users++;
    }
  }

  /** This, with one more user; empty if it is to be removed. Under the owner's lock. */
  Optional<HostedRepository> taken() {
    if (removal != null) {
      return Optional.empty();
    }
    users++;
    return Optional.of(this);
  }

  /** Whether that was the last user. Under the owner's lock. */
  boolean givenBack() {
    return --users == 0;
  }

  boolean inUse() {
    return users > 0;
  }

  void removeWith(Runnable task) {
    removal = task;
  }

  @Nullable
  Runnable removal() {
    return removal;
  }
}
