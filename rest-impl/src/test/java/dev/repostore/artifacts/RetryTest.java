package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.CreateToken;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked again, how often, and after which pauses. */
class RetryTest {

  private final FakeHost host = new FakeHost();
  private final FakePace pace = new FakePace();
  private final ArtifactsStore store = host.open(pace);

  @AfterEach
  void close() {
    store.close();
    host.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504, 520, 524})
  void aReadIsAskedAgainWhenAGatewayAnswersInTheHostsPlace(int status) {
    host.then(status, "<html>bad gateway</html>").thenFile(200, "get.json");
    assertThat(store.find("starter-repo")).isPresent();
    assertThat(pace.pauses()).containsExactly(Duration.ofMillis(100));
  }

  @Test
  void aReadIsAskedAgainWhenTheConnectionIsCut() {
    host.thenHangUp().thenFile(200, "get.json");
    assertThat(store.find("starter-repo")).isPresent();
  }

  @Test
  void pausesDoubleAndTheFourthFailureIsTold() {
    for (int i = 0; i < 4; i++) {
      host.then(502, "bad");
    }
    assertThatThrownBy(() -> store.find("x"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("HTTP 502");
    assertThat(pace.pauses())
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(host.seen()).hasSize(4);
  }

  @Test
  void aPauseIsBetweenHalfAndAllOfWhatItMayBeAndBounded() {
    Pace least = new FakePace();
    Pace most = new Pace(java.time.Clock.systemUTC()) {
      @Override
      double random() {
        return Math.nextDown(1.0);
      }
    };
    assertThat(least.backoff(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(most.backoff(1)).isBetween(Duration.ofMillis(199), Duration.ofMillis(200));
    assertThat(most.backoff(50)).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theHostsRetryAfterIsHonoured() {
    host.then(503, "busy", "Retry-After", "3").thenFile(200, "get.json");
    assertThat(store.find("starter-repo")).isPresent();
    assertThat(pace.pauses()).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void aRetryAfterBeyondTheDeadlineIsNotWaitedFor() {
    host.then(503, "busy", "Retry-After", "3600");
    assertThatThrownBy(() -> store.find("x")).isInstanceOf(StoreUnavailableException.class);
    assertThat(pace.pauses()).isEmpty();
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void aPlain500IsNotAskedAgain() {
    host.thenError(500, 10400, "oops");
    assertThatThrownBy(() -> store.find("x")).isInstanceOf(StoreUnavailableException.class);
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void aTokenIsNotAskedForTwice() {
    host.then(502, "bad");
    assertThatThrownBy(() -> store.createToken("x", CreateToken.read()))
        .isInstanceOf(StoreUnavailableException.class);
    host.thenHangUp();
    assertThatThrownBy(() -> store.createToken("x", CreateToken.read()))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void aDeleteIsAskedAgainAndFoundDoneByTheFirst() {
    host.thenFile(200, "get.json").thenHangUp().thenError(404, 10200, "Repository not found");
    assertThat(store.delete("starter-repo")).isTrue();
    assertThat(host.lines())
        .containsExactly(
            "GET /repos/starter-repo", "DELETE /repos/starter-repo", "DELETE /repos/starter-repo");
  }

  @Test
  void whatNeverLeftIsAskedAgainWhateverItIs() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    try (ArtifactsStore nobody = new ArtifactsStore(
        FakeHost.settings("http://127.0.0.1:" + port + "/client/v4", Duration.ofSeconds(20)),
        pace)) {
      StoreUnavailableException refused =
          catchThrowableOfType(StoreUnavailableException.class, () -> nobody.create("x"));
      assertThat(refused).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refuses");
      assertThat(refused.retryable()).isTrue();
      assertThat(pace.pauses()).hasSize(3);
    }
  }

  @Test
  void aDeadlineEndsTheTriesToo() {
    host.then(503, "busy").then(503, "busy").then(503, "busy", "Retry-After", "19.9");
    assertThatThrownBy(() -> store.find("x")).isInstanceOf(StoreUnavailableException.class);
    assertThat(pace.pauses()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }
}
