package dev.repostore.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long something lives: {@code 3600}, {@code 30s}, {@code 2h30m}, {@code 1d}. */
final class Ttl implements ITypeConverter<Duration> {

  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s?)?");

  @Override
  public Duration convert(String text) {
    Matcher parts = PARTS.matcher(text.toLowerCase(Locale.ROOT));
    if (text.isEmpty() || !parts.matches() || text.matches(".*\\D\\d+")) {
      throw new TypeConversionException("'" + text
          + "' is no length of time: write seconds, as 3600, or such as 30m, 2h30m or 7d");
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
