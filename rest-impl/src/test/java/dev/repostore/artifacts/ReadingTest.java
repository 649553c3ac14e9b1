package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.StoreUnavailableException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  @ParameterizedTest
  @CsvSource({
    "2026-10-08T12:00:00Z, 2026-10-08T12:00:00Z",
    "2026-10-08T12:00:00.250Z, 2026-10-08T12:00:00.250Z",
    "2026-10-08T14:00:00+02:00, 2026-10-08T12:00:00Z",
    "2026-10-08T12:00:00, 2026-10-08T12:00:00Z",
    "2026-10-08 12:00:00.5, 2026-10-08T12:00:00.500Z",
    "1791460800, 2026-10-08T12:00:00Z",
    "1791460800250, 2026-10-08T12:00:00.250Z"
  })
  void timesOfEveryKind(String text, Instant time) {
    assertThat(Reading.time(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "yesterday", "99999999999999999999", "-1"})
  void whatIsNoTimeIsNone(String text) {
    assertThat(Reading.time(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://x:art_v1_00@h.example.org/git/a.git, https://h.example.org/git/a.git",
    "https://user@h.example.org:8443/git/a.git, https://h.example.org:8443/git/a.git",
    "http://127.0.0.1:1/git/a.git, http://127.0.0.1:1/git/a.git"
  })
  void aRemoteNeverKeepsACredential(String text, String remote) {
    assertThat(Reading.remote(text)).hasToString(remote);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ext::sh -c id",
        "file:///etc",
        "ssh://h/x",
        "--upload-pack=x",
        "https:///x",
        "/a"
      })
  void aRemoteThatIsNoWebUrlIsRefused(String text) {
    assertThatThrownBy(() -> Reading.remote(text))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("remote");
  }
}
