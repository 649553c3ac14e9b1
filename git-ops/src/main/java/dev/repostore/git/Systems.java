package dev.repostore.git;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.eclipse.jgit.dircache.DirCache;

/** What sort of system this is. */
final class Systems {

  static final boolean WINDOWS = File.separatorChar == '\\';

  /**
   * How the runtime spells the names of files; it takes it from the locale, once, when it starts.
   */
  private static final Charset NAMES = names(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private Systems() {}

  private static Charset names(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  /**
   * Fails if the runtime cannot spell a path: it would take the file for missing, or for another.
   *
   * @throws PathRefusedException if it cannot
   */
  static void requireSpelling(DirCache files) {
    if (WINDOWS || NAMES.equals(StandardCharsets.UTF_8)) {
      return;
    }
    for (int i = 0; i < files.getEntryCount(); i++) {
      String path = files.getEntry(i).getPathString();
      if (!path.chars().allMatch(c -> c < 0x80)) {
        throw new PathRefusedException(
            path,
            "Java was started in a locale that spells names in " + NAMES
                + ", and another file would be taken for it. Start Java with LC_ALL=C.UTF-8.");
      }
    }
  }
}
