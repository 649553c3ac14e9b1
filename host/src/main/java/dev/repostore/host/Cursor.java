package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the last row's sort key and name. {@code list} tells one kind of list from
 * another, so that a cursor is good for its own alone.
 */
record Cursor(String list, long key, String name) {

  private static final char SEPARATOR = '\n';

  String encode() {
    String text = list + SEPARATOR + key + SEPARATOR + name;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** @throws InvalidRequestException with field {@code cursor} if it is not one of that list's */
  static @Nullable Cursor decode(@Nullable String encoded, String list) {
    if (encoded == null) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
      String[] parts = text.split(String.valueOf(SEPARATOR), -1);
      if (parts.length == 3 && parts[0].equals(list)) {
        return new Cursor(list, Long.parseLong(parts[1]), parts[2]);
      }
    } catch (IllegalArgumentException garbage) {
      // Refused below, as any other text that is no cursor.
    }
    throw HostErrors.invalid(
        HostErrors.INVALID_INPUT,
        "cursor",
        "The cursor is not one of this list's. Pass the cursor of the page before with the same sort, "
            + "direction and search, or leave it out to start over.");
  }
}
