package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheStats;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/**
 * JGit without the settings of Git's user and of the machine, while one of our repositories is
 * opened: it asks for them then, whoever opens it, runs {@code git} to find them, and does not open
 * it at all if they are broken. Whoever else uses JGit in this process has them as before.
 */
final class NobodysSettings extends SystemReader.Delegate {

  private static final ThreadLocal<Boolean> OPENING = ThreadLocal.withInitial(() -> false);

  private NobodysSettings(SystemReader others) {
    super(others);
  }

  /** What opens a repository. */
  interface Opening<T> {
    T open() throws IOException;
  }

  static <T> T during(Opening<T> work) throws IOException {
    install();
    boolean before = OPENING.get();
    OPENING.set(true);
    try {
      First.use();
      return work.open();
    } finally {
      OPENING.set(before);
    }
  }

  private static synchronized void install() {
    SystemReader now = SystemReader.getInstance();
    if (!(now instanceof NobodysSettings)) {
      SystemReader.setInstance(new NobodysSettings(now));
    }
  }

  @Override
  public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
    return OPENING.get() ? new Nothing() : super.getUserConfig();
  }

  @Override
  public StoredConfig getSystemConfig() throws ConfigInvalidException, IOException {
    return OPENING.get() ? new Nothing() : super.getSystemConfig();
  }

  /** Parts of JGit that ask for settings once, when they are first used. */
  private static final class First {

    static {
      WindowCacheStats.getStats();
      SHA1.newInstance();
      FS.DETECTED.supportsAtomicCreateNewFile();
    }

    private First() {}

    static void use() {}
  }

  /** Settings that are in no file. */
  private static final class Nothing extends FileBasedConfig {

    Nothing() {
      super((@Nullable Config) null, null, FS.DETECTED);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
