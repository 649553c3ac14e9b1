package dev.repostore.cli;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * JGit with no settings but a repository's own: a host must not work differently, or not at all,
 * for what is in somebody's {@code ~/.gitconfig}, and writes nothing into a home folder. Nor is
 * {@code git} run to find the system's settings.
 */
final class OwnSettings extends SystemReader.Delegate {

  private OwnSettings(SystemReader machine) {
    super(machine);
  }

  /** For this whole process, from now on. */
  static synchronized void only() {
    SystemReader machine = SystemReader.getInstance();
    if (!(machine instanceof OwnSettings)) {
      SystemReader.setInstance(new OwnSettings(machine));
    }
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
    return new Nothing(parent, files);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
    return new Nothing(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
    return new Nothing(parent, files);
  }

  /** Settings that are in no file. */
  private static final class Nothing extends FileBasedConfig {

    Nothing(@Nullable Config parent, FS files) {
      super(parent, null, files);
    }

    /**
     * How finely a disk tells time. JGit would find out by writing files for three seconds, during
     * the first request for Git; two seconds are right for every disk, and are its own guess.
     */
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long otherwise, TimeUnit unit) {
      if (section.equals("filesystem")) {
        return name.equals("timestampResolution") ? unit.convert(2, TimeUnit.SECONDS) : 0;
      }
      return super.getTimeUnit(section, subsection, name, otherwise, unit);
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
