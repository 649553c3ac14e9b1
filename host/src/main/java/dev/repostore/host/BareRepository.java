package dev.repostore.host;

import java.io.File;
import java.io.IOException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A bare repository of the host. It knows no configuration but its own: what the user who runs the
 * host, or the machine, has set for Git is no business of those who are served, and in an import
 * could send a stranger headers and cookies. It is read once: nobody but the host writes it, and
 * JGit would look for changes in four files each time it is asked.
 */
class BareRepository extends FileRepository {

  private final @Nullable FileBasedConfig config;
  private final @Nullable ObjectDirectory objects;

  BareRepository(File folder) throws IOException {
    super(new FileRepositoryBuilder()
        .setGitDir(folder)
        .setFS(FS.DETECTED)
        .setBare()
        .setMustExist(true)
        .setup());
    FileBasedConfig own = new FileBasedConfig(new File(folder, "config"), FS.DETECTED);
    try {
      own.load();
    } catch (ConfigInvalidException broken) {
      throw new IOException("its config is damaged: " + broken.getMessage(), broken);
    }
    adjust(own);
    this.config = own;
    // JGit's own would do as the user has set for Git: how much to compress, when to trust a
    // folder.
    this.objects = new ObjectDirectory(
        own, getObjectsDirectory(), null, FS.DETECTED, new File(folder, Constants.SHALLOW));
  }

  /**
   * Objects and refs reach the disk before they count, and nobody packs while somebody waits. Not
   * left to the file: C git, which may look at the folder, warns of the first two names, and JGit
   * knows no others.
   */
  private static void adjust(Config config) {
    config.setBoolean("core", null, "fsyncObjectFiles", true);
    config.setBoolean("core", null, "fsyncRefFiles", true);
    config.setBoolean("core", null, "logAllRefUpdates", false);
    config.setBoolean("receive", null, "autogc", false);
    config.setInt("gc", null, "auto", 0);
    config.setInt("gc", null, "autoPackLimit", 0);
  }

  @Override
  public final FileBasedConfig getConfig() {
    // JGit's constructor asks before there is one.
    FileBasedConfig own = config;
    return own == null ? super.getConfig() : own;
  }

  @Override
  public final ObjectDirectory getObjectDatabase() {
    ObjectDirectory own = objects;
    return own == null ? super.getObjectDatabase() : own;
  }

  @Override
  protected void doClose() {
    super.doClose();
    if (objects != null) {
      objects.close();
    }
  }
}
