package dev.repostore.host;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes moments as the API does: ISO 8601, UTC, always three digits of milliseconds. */
final class WireTime {

  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private WireTime() {}

  static String of(Instant moment) {
    return FORMAT.format(moment);
  }
}
