package dev.repostore.host;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdSubclassMap;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * A large push: its pack is indexed in a folder of its own, which sees the repo's objects but is
 * not seen by anybody, and moves into the repo when all is checked.
 */
final class PackIncoming implements Incoming {

  private final Repository repository;
  private final Path folder;
  private final ObjectDirectory objects;
  private final ObjectReader reader;
  private final ObjectIdSubclassMap<ObjectId> ids;

  /**
   * @param temporary a folder on the repo's file system, to make another in
   * @param in the pack, to its end
   */
  PackIncoming(
      Repository repository, Path temporary, InputStream in, PushChecks checks, Bases allowed)
      throws IOException {
    this.repository = repository;
    this.folder = Files.createTempDirectory(temporary, "push-");
    boolean whole = false;
    try {
      Files.createDirectory(folder.resolve("pack"));
      // With the dot JGit takes it for objects alone, and does not open a second repository.
      File[] stored = {new File(repository.getDirectory(), "objects/.")};
      this.objects = new ObjectDirectory(
          repository.getConfig(), folder.toFile(), stored, repository.getFS(), null);
      this.ids = parse(in, checks, allowed).getNewObjectIds();
      this.reader = objects.newReader();
      checks.submodules(this);
      whole = true;
    } finally {
      if (!whole) {
        Durable.remove(folder);
      }
    }
  }

  private PackParser parse(InputStream in, PushChecks checks, Bases allowed) throws IOException {
    PackParser parser = null;
    try (ObjectInserter inserter = objects.newInserter()) {
      parser = inserter.newPackParser(in);
      parser.setAllowThin(true);
      parser.setNeedNewObjectIds(true);
      parser.setNeedBaseObjectIds(true);
      parser.setCheckEofAfterPackFooter(true);
      parser.setObjectChecker(checks.checker());
      parser.setMaxObjectSizeLimit(checks.fileLimit());
      parser.parse(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE);
      checkBases(parser, allowed);
      return parser;
    } catch (TooLargeObjectInPackException e) {
      throw PushRefusal.fileTooLarge(checks.fileLimit());
    } catch (CorruptObjectException | MissingObjectException e) {
      // First, for what is wrong may be a secret of the base, and the message tells it.
      checkBases(parser, allowed);
      throw PushRefusal.corrupt(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      if (blamesThePack(e)) {
        throw PushRefusal.corrupt(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /**
   * Whether the parser itself is who complains: JGit has no type of its own for some of what may be
   * wrong with a pack, and throws what comes for some more.
   */
  private static boolean blamesThePack(Exception failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure instanceof EOFException
        || failure instanceof RuntimeException
        || (trace.length > 0 && trace[0].getClassName().equals(PackParser.class.getName()));
  }

  private static void checkBases(@Nullable PackParser parser, Bases allowed) throws IOException {
    ObjectIdSubclassMap<ObjectId> bases = parser == null ? null : parser.getBaseObjectIds();
    if (bases != null) {
      for (ObjectId base : bases) {
        if (!allowed.allow(base)) {
          throw PushRefusal.noBase();
        }
      }
    }
  }

  @Override
  public boolean contains(AnyObjectId id) {
    return ids.contains(id);
  }

  @Override
  public int count() {
    return ids.size();
  }

  @Override
  public int type(AnyObjectId id) {
    // What the parser has made: it knows the type without a look at the pack.
    return ((PackedObjectInfo) Objects.requireNonNull(ids.get(id))).getType();
  }

  @Override
  public byte[] read(AnyObjectId id, int type) throws IOException {
    return reader.open(id, type).getCachedBytes();
  }

  @Override
  public Iterable<ObjectId> ids() {
    return ids;
  }

  @Override
  public long mostBytes() throws IOException {
    return bytes();
  }

  @Override
  public long bytes() throws IOException {
    long bytes = 0;
    for (org.eclipse.jgit.internal.storage.file.Pack pack : objects.getPacks()) {
      Path file = pack.getPackFile().toPath();
      bytes += PackFiles.bytesOf(file) + PackFiles.bytesOf(sibling(file, ".idx"));
    }
    return bytes;
  }

  @Override
  public long publish() throws IOException {
    long bytes = bytes();
    ObjectDirectory into = (ObjectDirectory) repository.getObjectDatabase();
    Path packs = into.getPackDirectory().toPath();
    for (org.eclipse.jgit.internal.storage.file.Pack pack : objects.getPacks()) {
      Path file = pack.getPackFile().toPath();
      Path target = packs.resolve(file.getFileName());
      if (Files.exists(target)) {
        // The same objects under the same name are there already.
        continue;
      }
      Path index = sibling(file, ".idx");
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      Files.move(index, packs.resolve(index.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      Durable.syncFolder(packs);
      into.openPack(target.toFile());
    }
    return bytes;
  }

  private static Path sibling(Path pack, String extension) {
    String name = pack.getFileName().toString();
    return pack.resolveSibling(name.substring(0, name.length() - ".pack".length()) + extension);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    objects.close();
    Durable.remove(folder);
  }
}
