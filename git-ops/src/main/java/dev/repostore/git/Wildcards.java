package dev.repostore.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Looks at a file of patterns, .gitignore or .gitattributes, before JGit does: it takes each
 * asterisk for a choice, and with many of them one name can take it years.
 */
final class Wildcards {

  private static final int LONGEST_FILE = 1 << 20;
  private static final int MOST_IN_A_NAME = 4;

  private Wildcards() {}

  static boolean areIn(String name) {
    return name.equals(".gitignore") || name.equals(".gitattributes");
  }

  /** The same bytes, if they may be read. */
  static InputStream looked(String path, InputStream in) throws IOException {
    try (in) {
      byte[] all = in.readNBytes(LONGEST_FILE + 1);
      require(path, all);
      return new ByteArrayInputStream(all);
    }
  }

  /** Looks at a file outside the working tree; there may be none. */
  static void require(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      looked(file.toString(), Files.newInputStream(file)).close();
    }
  }

  /** @throws PathRefusedException if it is too long, or one of its patterns is */
  static void require(String path, byte[] all) {
    if (all.length > LONGEST_FILE) {
      throw new PathRefusedException(
          path, "it is longer than " + LONGEST_FILE + " bytes, too long for a list of patterns.");
    }
    int asterisks = 0;
    boolean comment = false;
    byte last = '\n';
    for (byte b : all) {
      if (last == '\n') {
        comment = b == '#';
      }
      if (b == '\n' || b == '/') {
        asterisks = 0;
      } else if (b == '*' && last != '*' && !comment && ++asterisks > MOST_IN_A_NAME) {
        throw new PathRefusedException(
            path,
            "one of its patterns has more than " + MOST_IN_A_NAME + " asterisks in one name, and"
                + " may take years to match. Write a simpler one.");
      }
      last = b;
    }
  }
}
