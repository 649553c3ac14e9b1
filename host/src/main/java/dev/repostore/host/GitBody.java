package dev.repostore.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it has been received: in memory while it is small, then in a file that has no
 * name any more, so that nothing is left of it whatever happens. Past its limit, or when the disk
 * does not take them, it counts the bytes and drops them: the sender is to be told why, and listens
 * only once it has sent everything.
 */
final class GitBody implements AutoCloseable {

  private static final int IN_MEMORY = 1 << 20;

  private final Path folder;
  private final long limit;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(512);
  private @Nullable FileChannel file;
  private @Nullable IOException failure;
  private long received;

  /**
   * @param folder where the file is made if one is needed
   * @param limit how many bytes are kept at most
   */
  GitBody(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  void append(ByteBuffer bytes) {
    received += bytes.remaining();
    if (received > limit || failure != null) {
      return;
    }
    try {
      keep(bytes);
    } catch (IOException full) {
      failure = full;
    }
  }

  private void keep(ByteBuffer bytes) throws IOException {
    if (file == null && received > IN_MEMORY) {
      spill();
    }
    if (file != null) {
      writeFully(file, bytes);
    } else {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      memory.writeBytes(copy);
    }
  }

  private void spill() throws IOException {
    Path path = Files.createTempFile(folder, "receiving-", ".body");
    FileChannel made = FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Files.deleteIfExists(path);
      writeFully(made, ByteBuffer.wrap(memory.toByteArray()));
    } catch (IOException full) {
      made.close();
      throw full;
    }
    file = made;
    memory.reset();
  }

  private static void writeFully(FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  long received() {
    return received;
  }

  /** Whether more came than is kept. */
  boolean tooLarge() {
    return received > limit;
  }

  /** Complains if not all that came could be kept; how it begins can be read all the same. */
  void checkKept() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** The bytes kept, from the start; only one stream at a time. */
  InputStream open() throws IOException {
    if (file == null) {
      return new ByteArrayInputStream(memory.toByteArray());
    }
    file.position(0);
    return Channels.newInputStream(file);
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // The file has no name any more: there is nothing left to clean up.
      file = null;
    }
  }
}
