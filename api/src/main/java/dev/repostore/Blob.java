package dev.repostore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The bytes of a file, read as they come. Close it; for one reader at a time. */
public final class Blob implements AutoCloseable {

  private final InputStream stream;
  private final long size;

  /**
   * @param stream where the bytes come from; closed with the blob
   * @param size how many there are, or -1 where that is not known beforehand
   */
  public Blob(InputStream stream, long size) {
    this.stream = Objects.requireNonNull(stream, "stream");
    this.size = size;
  }

  /** How many bytes there are, or -1 where that is not known beforehand. */
  public long size() {
    return size;
  }

  /** The bytes; blocks as they arrive. */
  public InputStream stream() {
    return stream;
  }

  /** The rest of the bytes, all in memory, and closes the blob. */
  public byte[] readAllBytes() {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException broken) {
      throw new StoreUnavailableException(
          "The file could not be read to its end. Try again.", null, broken);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
