package dev.repostore.mcp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The lines a merge leaves around what both sides changed. */
final class Markers {

  private static final byte[] OURS = "<<<<<<< ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] THEIRS = ">>>>>>> ".getBytes(StandardCharsets.US_ASCII);

  private Markers() {}

  /** Whether a file of a folder still has one; a link or what is gone has none. */
  static boolean in(Path folder, String path) throws IOException {
    Path file = folder.resolve(path);
    Path parent = file.getParent();
    if (parent == null
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !parent.toRealPath().startsWith(folder.toRealPath())) {
      return false;
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return in(bytes);
    }
  }

  /** Only the beginning of a line counts, and lines may be long. */
  private static boolean in(InputStream bytes) throws IOException {
    int ours = 0;
    int theirs = 0;
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      ours = next == '\n' ? 0 : further(OURS, ours, next);
      theirs = next == '\n' ? 0 : further(THEIRS, theirs, next);
      if (ours == OURS.length || theirs == THEIRS.length) {
        return true;
      }
    }
    return false;
  }

  /** How much of a marker has been seen in this line; -1 if the line is another one. */
  private static int further(byte[] marker, int seen, int next) {
    return seen >= 0 && marker[seen] == next ? seen + 1 : -1;
  }
}
