package dev.repostore.host;

import java.util.regex.Pattern;

/**
 * Names in a tree that some file system takes for Git's own. Windows drops dots and spaces at the
 * end and what follows a colon, parts names at backslashes, and knows short names; macOS leaves out
 * characters that are not seen. What counts is the same as for {@code git fsck}.
 */
final class TrickyNames {

  private static final String END = "[. ]*([\\\\:].*)?";
  private static final Pattern GIT = pattern("(\\.git|git~1)");

  /** Short names have eight letters, fewer of them the hash's the more such names there are. */
  private static final Pattern MODULES =
      pattern("(\\.gitmodules|gitmod~[1-4]|gi7eba~[1-9]|gi7eb~[1-9]\\d|gi7e~[1-9]\\d{2}"
          + "|gi7~[1-9]\\d{3}|gi~[1-9]\\d{4}|g~[1-9]\\d{5}|~[1-9]\\d{6})");

  private static final Pattern UNSEEN =
      Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");

  private TrickyNames() {}

  private static Pattern pattern(String name) {
    return Pattern.compile("(.*\\\\)?" + name + END, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** Whether it may stand for {@code .git}. */
  static boolean isGit(String name) {
    return matches(GIT, name);
  }

  /** Whether it may stand for {@code .gitmodules}. */
  static boolean isModules(String name) {
    return matches(MODULES, name);
  }

  private static boolean matches(Pattern pattern, String name) {
    return mayMatch(name)
        && pattern.matcher(UNSEEN.matcher(name).replaceAll("")).matches();
  }

  /** Tells nearly all names apart without a pattern. */
  private static boolean mayMatch(String name) {
    char first = name.charAt(0);
    boolean starts = first == '.' || first == 'g' || first == 'G' || first == '~';
    return starts || first > 0x7f || name.indexOf('\\') >= 0;
  }
}
