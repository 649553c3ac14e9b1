package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String BAD = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno";

  private static Chores ask(int times) {
    TextBody body = new TextBody("ok");
    return Chores.times(times, wire -> wire.exchange(REQUEST, 200, body));
  }

  @Test
  void countsWhatIsDone() throws IOException {
    try (ScriptedServer server = new ScriptedServer(99, GOOD, GOOD, GOOD)) {
      Done done = Load.of(server.address(), 4).run(client -> ask(3));
      assertThat(done.count()).isEqualTo(12);
      assertThat(done.bytes()).isEqualTo(24);
      assertThat(done.rate()).isPositive();
      assertThat(done.millis(0.5)).isPositive().isLessThanOrEqualTo(done.millis(0.99));
    }
  }

  @Test
  void endsWhenTimeIsUp() throws IOException {
    try (ScriptedServer server = new ScriptedServer(99, GOOD, GOOD)) {
      Done done = Load.of(server.address(), 2, 1e-9).run(client -> ask(2));
      assertThat(done.count()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void oneWrongAnswerSpoilsAll() throws IOException {
    try (ScriptedServer server = new ScriptedServer(99, GOOD, GOOD, BAD)) {
      assertThatThrownBy(() -> Load.of(server.address(), 3).run(client -> ask(3)))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessage("status 502, not 200");
    }
  }

  @Test
  void aBugInTheBenchSpoilsAll() throws IOException {
    try (ScriptedServer server = new ScriptedServer(99, GOOD)) {
      assertThatThrownBy(() -> Load.of(server.address(), 2).run(client -> wire -> {
            throw new IllegalStateException("a bug");
          }))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a bug");
    }
  }
}
