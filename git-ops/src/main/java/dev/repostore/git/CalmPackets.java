package dev.repostore.git;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * An answer in Git's packets, with no ref in it that can be none, and where what the host says for
 * people to read comes line by line, is harmless, and has an end: JGit keeps all of it, and looks
 * at each unfinished line anew with every packet. An answer that is not in packets, or not any
 * longer, passes as it is.
 */
final class CalmPackets extends FilterInputStream {

  /** Of all lines together; the rest is dropped, while what is no talk goes on. */
  static final int MOST = 256 << 10;

  private static final int LONGEST_LINE = 1000;
  private static final int HEADER = 4;
  private static final int PROGRESS = 2;

  private final RefLines refs = new RefLines();
  private final byte[] head = new byte[HEADER + 1];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream calm = new ByteArrayOutputStream();
  private byte[] ready = {};
  private int at;
  private long rest;
  private boolean inPackets = true;
  private int said;

  CalmPackets(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == ready.length && rest == 0 && inPackets) {
      next();
    }
    if (at < ready.length) {
      int n = Math.min(length, ready.length - at);
      System.arraycopy(ready, at, into, offset, n);
      at += n;
      return n;
    }
    if (!inPackets) {
      return in.read(into, offset, length);
    }
    int n = in.read(into, offset, (int) Math.min(length, rest));
    if (n < 0) {
      inPackets = false;
    } else {
      rest -= n;
    }
    return n;
  }

  /** Reads the beginning of a packet, and all of one that is talk. */
  private void next() throws IOException {
    int got = in.readNBytes(head, 0, HEADER);
    int length = got < HEADER ? -1 : length();
    if (length < 0) {
      inPackets = false;
    } else if (length > HEADER) {
      got += in.readNBytes(head, HEADER, 1);
      if (got > HEADER && head[HEADER] == PROGRESS) {
        listen(length - HEADER - 1);
        return;
      }
      if (got > HEADER && Character.digit(head[HEADER], 16) >= 0) {
        readLine(length - HEADER);
        return;
      }
      rest = Math.max(0, length - got);
    } else if (line.size() > 0) {
      endLine('\n'); // The talk is over, whether its last line was ended or not.
    }
    byte[] before = pending();
    ready = new byte[before.length + got];
    System.arraycopy(before, 0, ready, 0, before.length);
    System.arraycopy(head, 0, ready, before.length, got);
    at = 0;
  }

  /** Reads a packet that begins as a ref's line does. */
  private void readLine(int length) throws IOException {
    byte[] packet = new byte[length];
    packet[0] = head[HEADER];
    int got = 1 + in.readNBytes(packet, 1, length - 1);
    byte[] told = got == length && RefLines.isOne(packet) ? refs.sound(packet) : packet;
    if (told.length > 0) {
      // One that was cut off is as long as it was to be.
      byte[] beginning = header(told == packet ? length : told.length);
      ready = Arrays.copyOf(beginning, HEADER + Math.min(got, told.length));
      System.arraycopy(told, 0, ready, HEADER, ready.length - HEADER);
      at = 0;
    }
  }

  private static byte[] header(int length) {
    return String.format(Locale.ROOT, "%04x", length + HEADER).getBytes(StandardCharsets.US_ASCII);
  }

  /** How long the packet is, with its header; -1 if that is none. */
  private int length() {
    int length = 0;
    for (int i = 0; i < HEADER; i++) {
      int digit = Character.digit(head[i], 16);
      if (digit < 0) {
        return -1;
      }
      length = length * 16 + digit;
    }
    return length;
  }

  private byte[] pending() {
    byte[] packets = calm.toByteArray();
    calm.reset();
    return packets;
  }

  private void listen(int length) throws IOException {
    byte[] talk = in.readNBytes(length);
    for (byte each : talk) {
      if (each == '\n' || each == '\r') {
        endLine((char) each);
      } else if (line.size() < LONGEST_LINE) {
        line.write(each);
      }
    }
    ready = pending();
    at = 0;
  }

  private void endLine(char end) {
    if (said > MOST) {
      line.reset();
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8)
        .replaceAll("[[\\p{Cc}\\p{Cf}]&&[^\t]]", "")
        .replaceAll("(\\d{9})\\d+", "$1");
    line.reset();
    byte[] words = (text + end).getBytes(StandardCharsets.UTF_8);
    said += words.length;
    if (said <= MOST) {
      calm.writeBytes(header(1 + words.length));
      calm.write(PROGRESS);
      calm.writeBytes(words);
    }
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] skipped = new byte[(int) Math.max(0, Math.min(n, 8 << 10))];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public int available() throws IOException {
    return ready.length - at;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
