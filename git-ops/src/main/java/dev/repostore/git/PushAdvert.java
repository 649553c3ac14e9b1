package dev.repostore.git;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * How a remote begins before a push: its first line tells what it can do. JGit asks everything of
 * it but whether it can take differences to what it has.
 */
final class PushAdvert {

  private static final int LONGEST = 8 << 10;
  private static final int HEADER = 4;

  private final BufferedInputStream in;
  private int left = LONGEST;

  PushAdvert(InputStream in) {
    this.in = new BufferedInputStream(in, LONGEST);
  }

  /** All of it, whatever was looked at. */
  InputStream whole() {
    return in;
  }

  /** Whether it says {@code no-thin}: a pack must have all that its differences are to. */
  boolean refusesThinPacks() throws IOException {
    in.mark(LONGEST);
    try {
      String line = line();
      if (line.startsWith("# service=")) {
        line = line(); // an empty one
        line = line.isEmpty() ? line() : line;
      }
      int options = line.indexOf('\0');
      return options >= 0 && (line.substring(options + 1).strip() + " ").contains("no-thin ");
    } finally {
      in.reset();
    }
  }

  /** The next packet's text; empty if there is none, or it is none. */
  private String line() throws IOException {
    String header = text(HEADER);
    if (!header.matches("[0-9a-fA-F]{4}")) {
      return "";
    }
    return text(Math.max(0, Integer.parseInt(header, 16) - HEADER));
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(Math.min(length, left));
    left -= bytes.length;
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
