package dev.repostore.host;

import dev.repostore.HostError;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a host keeps, in one folder that one process has at a time: {@code metadata.db},
 * {@code repos}, {@code tmp} for what is being made, {@code trash} for what is being removed, and
 * {@code lock}, which names the process and where it listens.
 */
final class DataFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  /**
   * Folders this process has open. A second look at a lock file would end the first one's lock: the
   * system forgets a process's locks on a file when it closes the file anywhere.
   */
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;
  // Not a channel: that would be closed, and the lock lost, if an interrupted thread wrote to it.
  private final RandomAccessFile lockFile;

  private final boolean leftOpen;

  private DataFolder(Path root, RandomAccessFile lockFile) throws IOException {
    this.root = root;
    this.lockFile = lockFile;
    this.leftOpen = lockFile.length() > 0;
    sign("");
  }

  /** @throws StoreUnavailableException if it cannot be used, or another host has it */
  static DataFolder open(Path wanted) {
    Path root = make(wanted);
    if (!OPEN_HERE.add(root)) {
      throw inUse(root, "this process (" + ProcessHandle.current().pid() + ")", null);
    }
    RandomAccessFile lockFile = null;
    try {
      lockFile = new RandomAccessFile(file(root.resolve("lock")).toFile(), "rw");
      if (lockFile.getChannel().tryLock() == null) {
        throw holder(root, lockFile);
      }
      return new DataFolder(root, lockFile);
    } catch (IOException | RuntimeException failed) {
      OPEN_HERE.remove(root);
      closeQuietly(lockFile);
      throw failed instanceof IOException broken
          ? unusable(root, broken)
          : (RuntimeException) failed;
    }
  }

  /** The file, made empty and for its owner alone if it is not there. */
  static Path file(Path file) throws IOException {
    try {
      return Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException there) {
      return file;
    }
  }

  Path root() {
    return root;
  }

  /** The metadata's file; it is there, if only empty. */
  Path metadata() {
    try {
      return file(root.resolve("metadata.db"));
    } catch (IOException broken) {
      throw unusable(root, broken);
    }
  }

  Path repos() {
    return root.resolve("repos");
  }

  Path trash() {
    return root.resolve("trash");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** Tells a process that finds the folder in use where its owner listens. */
  void announce(URI listener) {
    try {
      sign(listener.toString());
    } catch (IOException broken) {
      throw unusable(root, broken);
    }
  }

  /** Whether the last host did not {@link #signOff()}: it was killed, or left something to do. */
  boolean wasLeftOpen() {
    return leftOpen;
  }

  /** Says that nothing in the folder is half done. */
  void signOff() {
    try {
      lockFile.setLength(0);
    } catch (IOException harmless) {
      LOG.debug("The next start looks at everything.", harmless);
    }
  }

  /** Lets others have it. */
  @Override
  public void close() {
    closeQuietly(lockFile);
    OPEN_HERE.remove(root);
  }

  private void sign(String listener) throws IOException {
    String text = ProcessHandle.current().pid() + "\n" + listener + "\n";
    lockFile.setLength(0);
    lockFile.seek(0);
    lockFile.write(text.getBytes(StandardCharsets.UTF_8));
    // Even a power cut must not make it look as if this host had signed off.
    lockFile.getFD().sync();
  }

  /**
   * The real path of a data folder, made with what is in it if it is not there.
   *
   * @throws StoreUnavailableException also if it has files in it that no host put there
   */
  static Path make(Path wanted) {
    try {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      if (!Files.isDirectory(wanted)) {
        Files.createDirectories(wanted, ownerOnly);
      }
      Path root = wanted.toRealPath();
      Optional<String> other = FolderMark.put(root);
      if (other.isPresent()) {
        throw notOurs(root, other.get());
      }
      for (String part : new String[] {"repos", "trash", "tmp"}) {
        Files.createDirectories(root.resolve(part), ownerOnly);
      }
      return root;
    } catch (IOException broken) {
      throw unusable(wanted, broken);
    }
  }

  /** What is in a folder that keeps it from being a host's; see {@link FolderMark#stranger}. */
  static Optional<String> stranger(Path wanted) {
    try {
      return Files.isDirectory(wanted) ? FolderMark.stranger(wanted) : Optional.empty();
    } catch (IOException broken) {
      throw unusable(wanted, broken);
    }
  }

  /**
   * Where the process that has a folder listens; empty if none has it, if that is this one, or if
   * it serves nobody. Makes nothing.
   */
  static Optional<URI> listener(Path wanted) {
    try {
      Path root = wanted.toRealPath();
      Path lock = root.resolve("lock");
      if (OPEN_HERE.contains(root) || !Files.isRegularFile(lock)) {
        return Optional.empty();
      }
      try (RandomAccessFile lockFile = new RandomAccessFile(lock.toFile(), "rw")) {
        return lockFile.getChannel().tryLock() == null
            ? listener(signature(lockFile))
            : Optional.empty();
      }
    } catch (IOException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Optional<URI> listener(List<String> signature) {
    return signature.stream().skip(1).filter(url -> !url.isBlank()).findFirst().map(URI::create);
  }

  private static List<String> signature(RandomAccessFile lockFile) throws IOException {
    byte[] buffer = new byte[1024];
    int length = Math.max(0, lockFile.read(buffer));
    return new String(buffer, 0, length, StandardCharsets.UTF_8).lines().toList();
  }

  private static StoreUnavailableException holder(Path root, RandomAccessFile lockFile)
      throws IOException {
    List<String> lines = signature(lockFile);
    String pid = lines.isEmpty() ? "another process" : "process " + lines.get(0);
    return inUse(root, pid, listener(lines).map(URI::toString).orElse(null));
  }

  private static StoreUnavailableException inUse(Path root, String who, @Nullable String listener) {
    String where = Optional.ofNullable(listener)
        .map(url -> ", which serves it: open repostore:artifacts:local/default?base-url=" + url
            + "/client/v4 with its API token, stop it,")
        .orElse(". Stop it, close it,");
    String message = "The data folder " + root + " is in use by " + who + where
        + " or choose another folder. One process has a folder at a time; 'repostore serve' shares"
        + " it with others.";
    return new StoreUnavailableException(
        message, new HostError(HostErrors.INTERNAL_ERROR, message), null);
  }

  private static StoreUnavailableException notOurs(Path root, String other) {
    String message = "The folder " + root + " is no data folder of RepoStore, and there is"
        + " something in it ('" + Printable.of(other) + "'). Choose an empty folder, or a new one.";
    return new StoreUnavailableException(
        message, false, new HostError(HostErrors.INTERNAL_ERROR, message), null);
  }

  private static StoreUnavailableException unusable(Path root, IOException cause) {
    String why = cause instanceof FileAlreadyExistsException
        ? "it, or a folder it is in, is a file"
        : cause.toString();
    String message = "The data folder " + root + " cannot be used (" + why
        + "). Choose one that the user the host runs as can write to.";
    return new StoreUnavailableException(
        message, false, new HostError(HostErrors.INTERNAL_ERROR, message), cause);
  }

  private static void closeQuietly(@Nullable RandomAccessFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException harmless) {
        // Nothing was promised that is not on the disk already.
      }
    }
  }
}
