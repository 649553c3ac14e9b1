package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private static final Instant NOW = Instant.parse("2026-10-08T12:00:00Z");

  private static Answer with(Map<String, String> headers) {
    Map<String, List<String>> lists = headers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    return new Answer(
        503,
        HttpHeaders.of(lists, (name, value) -> true),
        new Answer.Body("secret", false, null),
        false);
  }

  @Test
  void aDateToComeBackAtCountsFromTheHostsClock() {
    String then = "Thu, 08 Oct 2026 13:00:30 GMT";
    assertThat(with(Map.of("Retry-After", then, "Date", "Thu, 08 Oct 2026 13:00:00 GMT"))
            .retryAfter(NOW))
        .contains(Duration.ofSeconds(30));
    assertThat(with(Map.of("Retry-After", then)).retryAfter(NOW))
        .contains(Duration.ofSeconds(3630));
    assertThat(with(Map.of("Retry-After", "Thu, 08 Oct 2020 13:00:30 GMT")).retryAfter(NOW))
        .contains(Duration.ZERO);
  }

  @Test
  void millisecondsBeatSeconds() {
    assertThat(with(Map.of("Retry-After", "9", "Retry-After-Ms", "1500")).retryAfter(NOW))
        .contains(Duration.ofMillis(1500));
    assertThat(with(Map.of("Retry-After", "9", "Retry-After-Ms", "soon")).retryAfter(NOW))
        .contains(Duration.ofSeconds(9));
  }

  @Test
  void printsNeitherHeadersNorBody() {
    assertThat(with(Map.of("X", "secret")).toString()).doesNotContain("secret");
  }
}
