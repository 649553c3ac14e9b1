package dev.repostore.host;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that was asked for (RFC 9110, section 14).
 *
 * @param last the last byte's place; before {@code first} if the file has no such part
 */
record ByteRange(long first, long last) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Empty if all of it is to be sent: nothing was asked for, or something that need not be
   * understood, such as several parts.
   */
  static Optional<ByteRange> of(@Nullable String header, long size) {
    Matcher parts = ONE.matcher(header == null ? "" : header.replace(" ", ""));
    if (!parts.matches() || (parts.group(1) + parts.group(2)).isEmpty()) {
      return Optional.empty();
    }
    if (parts.group(1).isEmpty()) {
      long length = Math.min(size, Long.parseLong(parts.group(2)));
      return Optional.of(new ByteRange(size - length, size - 1));
    }
    long first = Long.parseLong(parts.group(1));
    long last = parts.group(2).isEmpty() ? size - 1 : Long.parseLong(parts.group(2));
    if (!parts.group(2).isEmpty() && last < first) {
      return Optional.empty();
    }
    return Optional.of(new ByteRange(first, Math.min(last, size - 1)));
  }

  boolean satisfiable() {
    return first <= last;
  }

  long length() {
    return last - first + 1;
  }
}
