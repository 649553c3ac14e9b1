package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list begins that is of a commit, or of a range of commits: it names them by
 * their hashes, so that a push between two pages shifts nothing.
 *
 * @param commit null for the first page
 */
record Cursor(@Nullable String commit, int offset) {

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{40}(?:\\.{2,3}[0-9a-f]{40})?):([0-9]{1,9})");

  static Cursor of(Arguments arguments) {
    @Nullable String text = arguments.textOr("cursor", null);
    if (text == null) {
      return new Cursor(null, 0);
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidRequestException(
          "cursor", "This is no cursor of this list. Begin without one.");
    }
    return new Cursor(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  static String at(String commit, int offset) {
    return commit + ":" + offset;
  }
}
