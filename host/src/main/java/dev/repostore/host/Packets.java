package dev.repostore.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Packet lines in memory: what a Git answer is made of. */
final class Packets {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FLUSH = "0000".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DELIMITER = "0001".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final String band;

  Packets() {
    this("");
  }

  private Packets(String band) {
    this.band = band;
  }

  /** Packets whose lines are told apart from progress, as {@code sideband-all} has it. */
  static Packets inBand() {
    return new Packets("\1");
  }

  /** One line of text; a line feed is added. */
  Packets line(String text) {
    return packet((band + text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  Packets packet(byte[] content) {
    int length = content.length + 4;
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes.write(HEX[(length >>> shift) & 0xf]);
    }
    bytes.writeBytes(content);
    return this;
  }

  Packets flush() {
    bytes.writeBytes(FLUSH);
    return this;
  }

  Packets delimiter() {
    bytes.writeBytes(DELIMITER);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** The one packet that makes Git say {@code remote error: …} and stop. */
  static byte[] error(String message) {
    return new Packets().line("ERR " + message).toBytes();
  }

  /** The same where there are bands. */
  static byte[] errorInBand(String message) {
    return new Packets("\3").line(message).toBytes();
  }
}
