package dev.repostore.git;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** A repository on disk that obeys its own settings alone, and runs no program. */
final class FencedRepository extends FileRepository {

  private static final int INDEX_HEADER = 12;

  /** Of any version of the index. */
  private static final int LEAST_ENTRY = 62;

  // Set while the superclass is being made, which asks for it: it must have no initializer.
  private @Nullable FencedConfig config;
  private @Nullable BoundedObjects objects;

  private @Nullable Intake intake;
  private @Nullable RefDatabase fetching;
  private @Nullable Collection<RemoteRefUpdate> pushing;

  private FencedRepository(BaseRepositoryBuilder<?, ?> builder) throws IOException {
    super(builder);
  }

  /** @param workTree where the files are; null for a bare repository */
  static FencedRepository open(File gitFolder, @Nullable File workTree) throws IOException {
    return NobodysSettings.during(() -> opened(gitFolder, workTree));
  }

  private static FencedRepository opened(File gitFolder, @Nullable File workTree)
      throws IOException {
    RepositoryBuilder builder =
        new RepositoryBuilder().setFS(FencedFiles.on(FS.DETECTED, false)).setGitDir(gitFolder);
    if (workTree == null) {
      builder.setBare();
    } else {
      builder.setWorkTree(workTree);
    }
    builder.setup();
    if (RepositoryFormat.hasRefTables(builder.getGitCommonDir())) {
      builder.setFS(FencedFiles.on(FS.DETECTED, true));
    }
    FencedRepository opened = new FencedRepository(builder);
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

  /**
   * Lets a fetch take no pack that lacks something, unless this is a clone of a part of a
   * repository, which is to lack much.
   *
   * @param part whether a part of the history was asked for
   */
  void beginFetch(boolean part) throws IOException {
    BoundedObjects own = objects;
    if (own != null && !lacksObjects()) {
      own.requireWholePacks(part);
    }
    fetching = new FewRefs(super.getRefDatabase());
  }

  @Override
  public RefDatabase getRefDatabase() {
    RefDatabase own = fetching;
    return own == null ? super.getRefDatabase() : own;
  }

  /** Settles where a shallow history ends, once a fetch has succeeded or failed. */
  void endFetch(boolean fetched) throws IOException {
    fetching = null;
    BoundedObjects own = objects;
    if (own != null && fetched) {
      own.moveBoundary();
    } else if (own != null) {
      own.keepBoundary();
    }
  }

  /** Whether it is a clone that has asked for some objects only, as Git makes them. */
  boolean lacksObjects() {
    return RepositoryFormat.isPartial(getConfig());
  }

  /** Has a push not look at more than it must, unless something lacks here that it could meet. */
  void beginPush(Collection<RemoteRefUpdate> updates) {
    pushing = lacksObjects() ? null : updates;
  }

  void endPush() {
    pushing = null;
  }

  @Override
  public ObjectReader newObjectReader() {
    ObjectReader reader = super.newObjectReader();
    Collection<RemoteRefUpdate> own = pushing;
    return own == null ? reader : PushedObjects.of(reader, own);
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
   * @param part whether a part of the history was asked for
   */
  void expectClone(boolean trusting, boolean part) {
    intake = in -> new PackIntake(getObjectDatabase(), in, trusting, part);
  }

  @Override
  public ObjectInserter newObjectInserter() {
    Intake given = intake;
    return new LooseInserter(super.newObjectInserter(), getObjectDatabase(), getConfig()) {
      @Override
      public PackParser newPackParser(InputStream in) throws IOException {
        return given == null ? fetchParser(in, this, super::newPackParser) : given.of(in);
      }
    };
  }

  private PackParser fetchParser(InputStream in, LooseInserter inserter, SmallIntake.Fallback jgit)
      throws IOException {
    BoundedObjects own = objects;
    if (own == null || !own.mayTakeOneByOne()) {
      return jgit.of(in);
    }
    PackStart start = PackStart.read(in, SmallIntake.fewestKept(getConfig()));
    return start.isAll()
        ? SmallIntake.of(own, inserter, start.bytes(), jgit)
        : jgit.of(start.followedBy(in));
  }

  private interface Intake {
    PackParser of(InputStream in);
  }

  /** Only what is a ref by its name: HEAD could lead to any file. */
  @Override
  public RefUpdate updateRef(String ref, boolean detach) throws IOException {
    RefUpdate update = super.updateRef(ref, detach);
    for (Ref at = update.getRef(); ; at = at.getTarget()) {
      String name = at.getName();
      if (!name.matches("[A-Z_]+")
          && !(name.startsWith(Constants.R_REFS) && isValidRefName(name))) {
        throw new PathRefusedException(
            name, "it stands for a ref and is none. Mend HEAD, or the ref that names it.");
      }
      if (!at.isSymbolic()) {
        return update;
      }
    }
  }

  @Override
  public DirCache readDirCache() throws IOException {
    requireSoundIndex();
    return super.readDirCache();
  }

  @Override
  public DirCache lockDirCache() throws IOException {
    Path folder = getDirectory().toPath();
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(folder.toString()); // JGit would log an error besides
    }
    requireSoundIndex();
    return super.lockDirCache();
  }

  /** JGit makes room for as many files as the index says it has. */
  private void requireSoundIndex() throws IOException {
    File index = getIndexFile();
    if (index.length() < INDEX_HEADER) {
      return;
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(index.toPath()))) {
      in.skipNBytes(Long.BYTES);
      int entries = in.readInt();
      if (entries < 0 || entries > index.length() / LEAST_ENTRY) {
        throw new CorruptObjectException(
            "the index is too short for as many files as it says it has");
      }
    }
  }

  /** Packing is asked for, never done behind a caller's back. */
  @Override
  public void autoGC(ProgressMonitor monitor) {}
}
