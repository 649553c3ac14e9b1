package dev.repostore.artifacts;

import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host answered to one request.
 *
 * @param repeated whether it took more than one try, so that an earlier one may have been done
 */
record Answer(int status, HttpHeaders headers, Body body, boolean repeated) {

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /**
   * A body, in memory or still to come: then the text is empty.
   *
   * @param cut whether there was more than was kept
   */
  record Body(String text, boolean cut, @Nullable InputStream stream) {}

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether something between here and the host, or the host's doorkeeper, answered in its place.
   */
  boolean fromGateway() {
    return status == 502 || status == 503 || status == 504 || (status >= 520 && status <= 524);
  }

  String text() {
    return body.text();
  }

  String contentType() {
    return headers.firstValue("content-type").orElse("no content type");
  }

  /** What time it was at the host, as far as it tells. */
  Optional<Instant> date() {
    return headers.firstValue("date").flatMap(Answer::httpDate);
  }

  /** How long the host asks to be left alone, if it does. */
  Optional<Duration> retryAfter(Instant now) {
    Optional<Duration> wait = headers.firstValue("retry-after-ms").flatMap(text -> number(text, 1));
    if (wait.isEmpty()) {
      wait = headers
          .firstValue("retry-after")
          .flatMap(text -> number(text, 1000)
              .or(() -> httpDate(text).map(then -> Duration.between(date().orElse(now), then))));
    }
    return wait.map(Answer::bounded);
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Optional<Duration> number(String text, long millisEach) {
    try {
      double millis = Double.parseDouble(text.strip()) * millisEach;
      return Double.isFinite(millis)
          ? Optional.of(Duration.ofMillis((long) millis))
          : Optional.empty();
    } catch (NumberFormatException no) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> httpDate(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant());
    } catch (DateTimeParseException no) {
      return Optional.empty();
    }
  }

  /** The status alone: headers and body may have secrets in them. */
  @Override
  public String toString() {
    return "Answer[HTTP " + status + "]";
  }
}
