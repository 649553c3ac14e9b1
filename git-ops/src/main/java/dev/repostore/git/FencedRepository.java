package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** A repository on disk that obeys its own settings alone, and runs no program. */
final class FencedRepository extends FileRepository {

  // Set while the superclass is being made, which asks for it: it must have no initializer.
  private @Nullable FencedConfig config;
  private @Nullable BoundedObjects objects;

  private @Nullable Intake intake;

  private FencedRepository(BaseRepositoryBuilder<?, ?> builder) throws IOException {
    super(builder);
  }

  /** @param workTree where the files are; null for a bare repository */
  static FencedRepository open(File gitFolder, @Nullable File workTree) throws IOException {
    RepositoryBuilder builder =
        new RepositoryBuilder().setFS(FencedFiles.on(FS.DETECTED)).setGitDir(gitFolder);
    if (workTree == null) {
      builder.setBare();
    } else {
      builder.setWorkTree(workTree);
    }
    FencedRepository opened = new FencedRepository(builder.setup());
    opened.objects = new BoundedObjects(
        opened.getConfig(),
        opened.getObjectsDirectory(),
        opened.getFS(),
        new File(opened.getCommonDirectory(), Constants.SHALLOW));
    return opened;
  }

  @Override
  public ObjectDirectory getObjectDatabase() {
    BoundedObjects own = objects;
    return own == null ? super.getObjectDatabase() : own;
  }

  /** Settles where a shallow history ends, once a fetch has succeeded or failed. */
  void settleBoundary(boolean fetched) throws IOException {
    BoundedObjects own = objects;
    if (own != null && fetched) {
      own.moveBoundary();
    } else if (own != null) {
      own.keepBoundary();
    }
  }

  @Override
  public FileBasedConfig getConfig() {
    FencedConfig own = config;
    try {
      if (own == null) {
        own = new FencedConfig(new File(getCommonDirectory(), Constants.CONFIG), getFS());
        own.load();
        config = own;
      } else if (own.isOutdated()) {
        own.load();
      }
    } catch (IOException | org.eclipse.jgit.errors.ConfigInvalidException broken) {
      throw new CheckoutUnusableException(
          "The settings in '" + getCommonDirectory() + "/config' cannot be read: "
              + broken.getMessage() + ". Mend that file.",
          broken);
    }
    return own;
  }

  /**
   * Lets a pack be taken in the fast way that is for a repository without objects.
   *
   * @param trusting whether collisions of SHA-1 need not be looked for
   */
  void expectClone(boolean trusting) {
    intake = in -> new PackIntake(getObjectDatabase(), in, trusting);
  }

  @Override
  public ObjectInserter newObjectInserter() {
    Intake given = intake;
    return new LooseInserter(super.newObjectInserter(), getObjectDatabase(), getConfig()) {
      @Override
      public PackParser newPackParser(InputStream in) throws IOException {
        return given == null ? super.newPackParser(in) : given.of(in);
      }
    };
  }

  private interface Intake {
    PackParser of(InputStream in);
  }

  /** Packing is asked for, never done behind a caller's back. */
  @Override
  public void autoGC(ProgressMonitor monitor) {}
}
