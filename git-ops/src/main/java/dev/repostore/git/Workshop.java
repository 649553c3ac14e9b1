package dev.repostore.git;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where folders and links are made before they are moved into a held folder. Java makes them by
 * path alone, and by then that may lead elsewhere; it moves them between two held folders.
 */
@SuppressWarnings("StreamResourceLeak") // Its stream is closed with it.
final class Workshop implements Closeable {

  private final Path path;
  private final DirectoryStream<Path> stream;

  /** What makes something. */
  private interface Maker {
    void make(Path there) throws IOException;
  }

  /** @param path Git's own folder of the working tree */
  Workshop(Path path) throws IOException {
    this.path = path;
    this.stream = Files.newDirectoryStream(path);
  }

  /**
   * Makes a folder.
   *
   * @param held the folder it is to be in; null where the system holds none
   */
  void folder(Path parent, @Nullable SecureDirectoryStream<Path> held, String name)
      throws IOException {
    make(parent, held, name, Files::createDirectory);
  }

  /** Makes a symbolic link. */
  void link(Path parent, @Nullable SecureDirectoryStream<Path> held, String name, Path target)
      throws IOException {
    make(parent, held, name, there -> Files.createSymbolicLink(there, target));
  }

  private void make(
      Path parent, @Nullable SecureDirectoryStream<Path> held, String name, Maker maker)
      throws IOException {
    if (held == null || !(stream instanceof SecureDirectoryStream<Path> own)) {
      maker.make(parent.resolve(name));
      return;
    }
    Path made = path.resolve("new-" + UUID.randomUUID());
    maker.make(made);
    try {
      own.move(made.getFileName(), held, path.getFileSystem().getPath(name));
    } catch (AtomicMoveNotSupportedException otherDisk) {
      maker.make(parent.resolve(name));
    } finally {
      Files.deleteIfExists(made);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
