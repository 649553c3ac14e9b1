package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which paths a tree may have, on every system alike: what Git itself refuses, in each disguise
 * that some file system takes for it.
 */
final class PathRule {

  private static final int LONGEST = 4096;
  private static final int LONGEST_SEGMENT = 255;

  private static final Set<String> DEVICES =
      Set.of("con", "prn", "aux", "nul", "conin$", "conout$");
  private static final String PORTS = "0123456789\u00b9\u00b2\u00b3";

  /** With the short names Windows may give it: eight letters, the more digits the fewer others. */
  private static final Pattern MODULES =
      Pattern.compile("(\\.gitmodules|gitmod~[1-4]|gi7eba~[1-9]|gi7eb~[1-9]\\d|gi7e~[1-9]\\d{2}"
          + "|gi7~[1-9]\\d{3}|gi~[1-9]\\d{4}|g~[1-9]\\d{5}|~[1-9]\\d{6})");

  private static final String WINDOWS_REFUSES = "<>:\"|?*\\";

  private PathRule() {}

  /**
   * The same path, if it is one from the root of a tree, its segments parted by {@code /}.
   *
   * @throws PathRefusedException if a tree may not have it
   */
  static String require(String path) {
    String why = why(path);
    if (why != null) {
      throw new PathRefusedException(path, why);
    }
    return path;
  }

  /** As {@link #require}, for the path of a symbolic link: Git follows none to its own settings. */
  static String requireLink(String path) {
    String name = require(path).substring(path.lastIndexOf('/') + 1);
    for (String piece : name.split("\\\\", -1)) {
      if (MODULES.matcher(undisguised(piece)).matches()) {
        throw new PathRefusedException(
            path, "Git takes no symbolic link for .gitmodules. Make it a file.");
      }
    }
    return path;
  }

  /**
   * The same paths, which are to be looked for, if none is empty.
   *
   * @throws InvalidRequestException with field {@code paths} if one is
   */
  static List<String> requireNamed(List<String> paths) {
    if (paths.contains("")) {
      throw new InvalidRequestException(
          "paths", "One of the paths is empty. Leave it out, or name a file or folder.");
    }
    return List.copyOf(paths);
  }

  /** As {@link #require}, for a path that is to be made: no disk takes longer ones. */
  static String requireNew(String path, String field) {
    requireBytes(require(path), LONGEST, field, "path");
    for (String segment : path.split("/", -1)) {
      requireBytes(segment, LONGEST_SEGMENT, field, "name");
    }
    return path;
  }

  /** Refuses where a symbolic link cannot lead. */
  static void requireTarget(String target) {
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new InvalidRequestException(
          "target",
          "A symbolic link cannot lead to a name that is empty, or has a NUL in it: nobody could"
              + " check it out. Name a file.");
    }
    requireBytes(target, LONGEST - 1, "target", "link's target");
  }

  private static void requireBytes(String name, int most, String field, String what) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > most) {
      throw new InvalidRequestException(
          field,
          "The " + what + " '" + printable(name.substring(0, name.offsetByCodePoints(0, 40)))
              + "...' has " + bytes + " bytes, and no more than " + most
              + " can be checked out. Choose a shorter one.");
    }
  }

  /** The path with its control characters escaped, for a message on one line. */
  static String printable(String path) {
    StringBuilder shown = new StringBuilder(path.length());
    path.codePoints().forEach(c -> {
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        shown.append(String.format(Locale.ROOT, "\\u%04x", c));
      } else {
        shown.appendCodePoint(c);
      }
    });
    return shown.toString();
  }

  private static @Nullable String why(String path) {
    if (path.isEmpty()) {
      return "it is empty. Name a file from the root of the tree.";
    }
    if (path.indexOf('\0') >= 0) {
      return "it has a NUL in it. Leave that out.";
    }
    if (path.charAt(0) == '/' || path.charAt(0) == '\\' || hasDrive(path)) {
      return "it is absolute. Name it from the root of the tree.";
    }
    if (!path.codePoints().allMatch(c -> c < 0xd800 || c > 0xdfff)) {
      return "it has half a surrogate pair in it, which no UTF-8 name can. Mend its encoding.";
    }
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String why = isPlain(path, start, end) ? null : whyName(path.substring(start, end));
      if (why != null) {
        return why;
      }
      start = end + 1;
    }
    return null;
  }

  private static boolean hasDrive(String path) {
    return path.length() > 1 && path.charAt(1) == ':' && isLetter(path.charAt(0));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Whether it is letters and digits, too many for a device: most names are, and need no more. */
  private static boolean isPlain(String path, int start, int end) {
    if (end - start < 8) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String whyName(String name) {
    if (name.isEmpty()) {
      return "it has an empty segment. Part segments by one '/', with none at the end.";
    }
    if (name.equals(".")) {
      return "it has a '.' segment. Leave that out.";
    }
    for (String piece : name.split("\\\\", -1)) {
      String plain = undisguised(piece);
      if (piece.equals("..") || plain.equals("..")) {
        return "it has a '..' segment, which leads out of its folder. Leave that out.";
      }
      if (plain.equals(".git") || plain.equals("git~1")) {
        return "'" + printable(piece) + "' is Git's own folder, if not here then on another file"
            + " system. Choose another name.";
      }
      if (isDevice(plain)) {
        return "'" + printable(piece) + "' is a device, if not here then on Windows. Choose another"
            + " name.";
      }
    }
    return Systems.WINDOWS ? whyOnWindows(name) : null;
  }

  private static boolean isDevice(String plain) {
    String name = Systems.WINDOWS ? plain.replaceFirst(" *\\..*", "") : plain;
    boolean port = name.length() == 4 && (name.startsWith("com") || name.startsWith("lpt"));
    return DEVICES.contains(name) || (port && PORTS.indexOf(name.charAt(3)) >= 0);
  }

  private static @Nullable String whyOnWindows(String name) {
    char last = name.charAt(name.length() - 1);
    boolean refused = last == '.' || last == ' ';
    for (int i = 0; i < name.length(); i++) {
      refused |= name.charAt(i) < ' ' || WINDOWS_REFUSES.indexOf(name.charAt(i)) >= 0;
    }
    return refused ? "Windows has no such name. Choose another." : null;
  }

  /**
   * What the name is to a file system that minds neither case nor certain code points (HFS+), nor a
   * stream's name, nor dots and spaces at the end (NTFS).
   */
  private static String undisguised(String name) {
    int stream = name.indexOf(':');
    StringBuilder plain = new StringBuilder();
    (stream < 0 ? name : name.substring(0, stream))
        .codePoints()
        .filter(c -> !isIgnorable(c))
        .forEach(plain::appendCodePoint);
    String bare = plain.toString();
    int end = bare.length();
    while (end > 0 && (bare.charAt(end - 1) == ' ' || bare.charAt(end - 1) == '.')) {
      end--;
    }
    boolean dots = bare.strip().equals("..");
    // Case is folded both ways: the long s and the Kelvin sign are s and k to some file systems.
    return dots ? ".." : bare.substring(0, end).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The code points that HFS+ passes over when it compares names, as Git lists them. */
  private static boolean isIgnorable(int c) {
    return (c >= 0x200c && c <= 0x200f)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x206a && c <= 0x206f)
        || c == 0xfeff;
  }
}
