package dev.repostore.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Files that survive a power cut, and folders that go away with all they hold. */
final class Durable {

  private Durable() {}

  /** Writes a new file and sees it to the disk; its name is only there after its folder's sync. */
  static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Sees a file's bytes to the disk. */
  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Sees the names in a folder to the disk: those made, renamed or removed before. */
  static void syncFolder(Path folder) throws IOException {
    sync(folder);
  }

  /** The same, and content if the folder is gone. */
  static void syncIfThere(Path folder) throws IOException {
    try {
      syncFolder(folder);
    } catch (NoSuchFileException gone) {
      // Nothing in it can be lost.
    }
  }

  /** Removes a file or folder, and is content if somebody else does so meanwhile. */
  static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> children = Files.list(path)) {
        for (Path child : (Iterable<Path>) children::iterator) {
          remove(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
