package dev.repostore.host;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Sends a whole file in the band of data: read from the disk to where the socket takes it. */
final class BandedFile {

  private static final int HEADER = 5;
  private static final int PACKET = 65520;
  private static final int PACKETS = 8;
  private static final byte DATA = 1;

  /** Memory outside of the heap is slow to get. */
  private static final BlockingQueue<ByteBuffer> SPARE = new ArrayBlockingQueue<>(16);

  private BandedFile() {}

  static void send(FileChannel file, GitOutput out) throws IOException {
    ByteBuffer spare = SPARE.poll();
    ByteBuffer buffer = spare == null ? ByteBuffer.allocateDirect(PACKET * PACKETS) : spare;
    long size = file.size();
    for (long at = 0; at < size; ) {
      buffer.clear();
      while (at < size && buffer.hasRemaining()) {
        int length = (int) Math.min(PACKET - HEADER, size - at);
        packet(file, at, length, buffer);
        at += length;
      }
      out.write(buffer.flip());
    }
    // Not if that failed: somebody may still hold it then.
    SPARE.offer(buffer);
  }

  private static void packet(FileChannel file, long at, int length, ByteBuffer buffer)
      throws IOException {
    buffer.put(String.format("%04x", length + HEADER).getBytes(StandardCharsets.US_ASCII));
    buffer.put(DATA);
    int end = buffer.position() + length;
    ByteBuffer part = buffer.duplicate().limit(end);
    while (part.hasRemaining()) {
      if (file.read(part, at + length - part.remaining()) < 0) {
        throw new EOFException("the pack is cut off");
      }
    }
    buffer.position(end);
  }
}
