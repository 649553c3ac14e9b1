package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Blob;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.RepoStoreException;
import dev.repostore.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a server repeats the credential it was sent, nobody gets to see it. */
@Timeout(60)
class CanaryTest {

  private static final String CANARY = FakeHost.CANARY;
  private static final String TOKEN = "tok-canary-" + "c".repeat(30);

  private final List<LogRecord> logged = new ArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler ear = new Handler() {
    @Override
    public void publish(LogRecord line) {
      // The JDK's own debug log of its HTTP client has all there is in it, and is off unless asked
      // for.
      if (String.valueOf(line.getLoggerName()).startsWith("jdk.")) {
        return;
      }
      synchronized (logged) {
        logged.add(line);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    ear.setLevel(Level.ALL);
    root.addHandler(ear);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void nothingWasLogged() {
    root.removeHandler(ear);
    root.setLevel(level);
    synchronized (logged) {
      assertThat(logged.stream().map(CanaryTest::line))
          .noneMatch(line -> line.contains(CANARY) || line.contains(TOKEN));
    }
  }

  private static String line(LogRecord line) {
    return line.getLoggerName() + " " + line.getLevel() + " " + line.getMessage()
        + Arrays.toString(line.getParameters());
  }

  static Stream<String> repeats() {
    String envelope =
        "{\"success\":false,\"errors\":[{\"code\":10100,\"message\":\"%s\",\"source\":{\"pointer\":\"/%s\"}}]}";
    return Stream.of(
        RawHost.http("400 Bad", "application/json", envelope.replace("%s", CANARY)),
        RawHost.http(
            "403 Bad",
            "application/json",
            envelope.replace("%s", "Authorization: Bearer " + CANARY)),
        RawHost.http(
            "500 Bad", "text/html", "<p>GET /x\r\nAuthorization: Bearer " + CANARY + "</p>"),
        RawHost.http("500 Bad", "text/html", "x".repeat(290) + CANARY + "y".repeat(100_000)),
        RawHost.http("404 Not", "text/plain; token=" + CANARY, CANARY),
        RawHost.http("200 OK", "text/html; x=" + CANARY, CANARY),
        RawHost.http(
            "200 OK", "application/json", "{\"result\":{\"created_at\":\"" + CANARY + "\"}}"),
        RawHost.http(
            "200 OK", "application/json", "{\"result\":{\"read_only\":[\"" + CANARY + "\"]}}"),
        RawHost.http("200 OK", "application/json", "{\"result\":{\"remote\":\"" + CANARY + "\"}}"),
        RawHost.http("429 Slow", "text/plain", CANARY),
        RawHost.http("409 Taken", "text/plain", CANARY),
        RawHost.http("503 " + CANARY, "text/plain", CANARY),
        "HTTP/1.1 " + CANARY + " OK\r\n\r\n",
        CANARY + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: " + CANARY + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\n" + CANARY + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CANARY + "\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://" + CANARY + "/?" + CANARY
            + "\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer " + CANARY + "\r\nContent-Length: 0\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("repeats")
  void theCredentialIsInNoException(String answer) {
    try (RawHost host = RawHost.that(answer);
        ArtifactsStore store = new ArtifactsStore(
            FakeHost.settings(host.baseUrl(), Duration.ofSeconds(10)), new FakePace())) {
      shown(() -> store.find("x"), CANARY);
      assertThat(shown(() -> store.create("x"), CANARY)).contains("Exception");
      shown(() -> store.delete("x"), CANARY);
      shown(() -> store.createToken("x", CreateToken.read()), CANARY);
      shown(
          () -> store.content("x").blob("a".repeat(40)).map(Blob::readAllBytes).orElseThrow(),
          CANARY);
    }
  }

  @ParameterizedTest
  @MethodSource("repeats")
  void theTokenThatIsTriedIsInNoException(String answer) {
    String repeated = answer.replace(CANARY, TOKEN);
    try (RawHost git = RawHost.that(repeated);
        FakeHost host = new FakeHost();
        ArtifactsStore store = host.open(new FakePace())) {
      host.then(
          200,
          FakeHost.resource("get.json")
              .replace("https://acc.artifacts.cloudflare.net", "http://" + git.authority()));
      shown(() -> store.validateToken("starter-repo", Secret.of(TOKEN + "?expires=1")), TOKEN);
      assertThat(git.lines()).isNotEmpty();
    }
  }

  /** All that a caller could print of a failure. */
  private static String shown(ThrowingCallable call, String secret) {
    Throwable thrown = catchThrowable(call);
    if (thrown == null) {
      return "";
    }
    StringWriter all = new StringWriter();
    thrown.printStackTrace(new PrintWriter(all));
    if (thrown instanceof RepoStoreException typed) {
      all.append(typed.host().toString());
    }
    return assertThat(all.toString()).doesNotContain(secret).actual();
  }

  @Test
  void tokensAreInNoRecord() {
    String body = FakeHost.resource("create-live.json").replace("art_v2_x_", "unusual-" + TOKEN);
    Object wire = ArtifactsJson.read(body, ArtifactsWire.CreatedAnswer.class).orElseThrow();
    assertThat(wire.toString()).contains("u7usp14xkllei2on").doesNotContain(TOKEN);
    String minted =
        FakeHost.resource("token-created.json").replace("art_v2_x_", "unusual-" + TOKEN);
    assertThat(ArtifactsJson.read(minted, ArtifactsWire.MintedAnswer.class)
            .orElseThrow()
            .toString())
        .contains("tok0123456789abc")
        .doesNotContain(TOKEN);
    try (FakeHost host = new FakeHost();
        ArtifactsStore store = host.open(new FakePace())) {
      host.then(201, body);
      CreatedRepo made = store.create("starter-repo");
      assertThat(made.toString() + store + store.info()).doesNotContain(TOKEN, CANARY);
    }
  }

  @Test
  void aGoodAnswerIsNeverQuoted() {
    String halfRead =
        FakeHost.resource("create-live.json").replace("art_v2_x_", TOKEN).replace("\"id\"", "id");
    try (FakeHost host = new FakeHost();
        ArtifactsStore store = host.open(new FakePace())) {
      host.then(201, halfRead).thenError(404, 10200, "Repository not found");
      shown(() -> store.create("starter-repo"), TOKEN);
      host.then(201, halfRead);
      shown(() -> store.createToken("starter-repo", CreateToken.read()), TOKEN);
    }
  }
}
