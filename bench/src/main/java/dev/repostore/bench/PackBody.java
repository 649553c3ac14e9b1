package dev.repostore.bench;

import java.nio.charset.StandardCharsets;

/**
 * The answer to a fetch: a pack on side band 1 with so many objects, as its header says. Nothing of
 * it is kept.
 */
final class PackBody extends PacketBody {
  private static final int HEADER = 12;

  private final long wantedObjects;
  private final long wantedBytes;
  private final byte[] header = new byte[HEADER];
  private final StringBuilder error = new StringBuilder();
  private long packBytes;
  private int band;

  /**
   * Asks for a pack.
   *
   * @param wantedObjects how many objects it must have
   * @param wantedBytes how long it must be at least
   */
  PackBody(long wantedObjects, long wantedBytes) {
    this.wantedObjects = wantedObjects;
    this.wantedBytes = wantedBytes;
  }

  @Override
  void start() {
    super.start();
    packBytes = 0;
    error.setLength(0);
  }

  @Override
  void piece(byte[] buffer, int offset, int count, boolean first, boolean last) {
    int from = offset;
    if (first) {
      band = buffer[from++]; // a line such as "packfile" has a letter there
    }
    int length = offset + count - from;
    if (band == 1) {
      for (int at = (int) packBytes, i = 0; at < HEADER && i < length; at++, i++) {
        header[at] = buffer[from + i];
      }
      packBytes += length;
    } else if (band == 3 || band == 'E') {
      error.append(new String(buffer, from, length, StandardCharsets.UTF_8));
    }
  }

  long objects() {
    long count = 0;
    for (int at = 8; at < HEADER; at++) {
      count = count << 8 | (header[at] & 0xff);
    }
    return count;
  }

  long packBytes() {
    return packBytes;
  }

  @Override
  void check() throws WrongAnswerException {
    super.check();
    if (error.length() > 0) {
      throw new WrongAnswerException("the server said: " + error);
    }
    if (packBytes < HEADER || header[0] != 'P' || header[3] != 'K' || objects() != wantedObjects) {
      throw new WrongAnswerException("a pack of " + (packBytes < HEADER ? 0 : objects())
          + " objects, not of " + wantedObjects);
    }
    if (packBytes < wantedBytes) {
      throw new WrongAnswerException(
          "a pack of " + packBytes + " bytes, shorter than " + wantedBytes);
    }
  }
}
