package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.repostore.Blob;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does, the caller gets one typed exception, in time, with its reason. */
@Timeout(30)
class HostileHostTest {

  private static final String HASH = "1".repeat(40);
  private static final String GOOD_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";

  private static ArtifactsStore open(RawHost host, Duration timeout) {
    return new ArtifactsStore(FakeHost.settings(host.baseUrl(), timeout), new FakePace());
  }

  private static StoreUnavailableException find(RawHost host) {
    try (host;
        ArtifactsStore store = open(host, Duration.ofSeconds(10))) {
      return catchThrowableOfType(StoreUnavailableException.class, () -> store.find("x"));
    }
  }

  private static StoreUnavailableException find(String statusLine, String type, String body) {
    return find(RawHost.that(RawHost.http(statusLine, type, body)));
  }

  @Test
  void anErrorPageInHtml() {
    StoreUnavailableException told =
        find("500 Oops", "text/html", "<html><h1>It\r\nbroke\u001b[31m</h1></html>");
    assertThat(told)
        .hasMessageContaining("HTTP 500")
        .hasMessageContaining("<h1>It broke [31m</h1>")
        .message()
        .doesNotContain("\r", "\n", "\u001b");
    assertThat(told.host().orElseThrow().code()).isZero();
  }

  @Test
  void anErrorPageOfFiveMegabytesIsNotRead() {
    AtomicReference<Throwable> cut = new AtomicReference<>();
    RawHost host = new RawHost((socket, head) -> {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nContent-Length: 5242880\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII));
      try {
        byte[] page = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 80; i++) {
          out.write(page);
        }
        socket.getInputStream().read();
      } catch (IOException hungUp) {
        cut.set(hungUp);
      }
    });
    StoreUnavailableException told = find(host);
    assertThat(told.getMessage()).hasSizeLessThan(1000).contains("HTTP 500");
  }

  @Test
  void anAnswerThatIsTooLongToBeOne() {
    RawHost host = new RawHost((socket, head) -> {
      OutputStream out = socket.getOutputStream();
      out.write((GOOD_HEAD + "\r\n{\"x\":\"").getBytes(StandardCharsets.US_ASCII));
      byte[] more = "x".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 64; i++) {
        out.write(more);
      }
    });
    StoreUnavailableException told = find(host);
    assertThat(told).hasMessageContaining("too long");
    assertThat(told.retryable()).isFalse();
  }

  @Test
  void aBodyThatEndsTooSoon() {
    assertThat(find(RawHost.that(GOOD_HEAD + "Content-Length: 500\r\n\r\n{\"result\":{\"id\":")))
        .hasMessageContaining("was cut");
  }

  /** Cut inside of something unknown: this made the JSON parser loop for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":{\"id\":",
        "{\"unknown\":{\"a\":[1,",
        "{\"unknown\":[{\"a\":",
        "{\"errors\":[{\"error_chain\":[{",
        "{\"result\":{\"unknown\":["
      })
  void anAnswerThatIsOnlyAPartOfJson(String body) {
    assertThat(find("200 OK", "application/json", body)).hasMessageContaining("only a part");
    assertThat(find("500 Oops", "application/json", body)).hasMessageContaining("HTTP 500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "42",
        "\"text\"",
        "{}",
        "{\"result\":null,\"success\":true}",
        "{\"result\":[],\"success\":true}",
        "{\"result\":\"text\",\"success\":true}",
        "{\"result\":{\"id\":{}}}",
        "<html>Welcome to this Wi-Fi</html>",
        "not json",
        "{\"unknown\":[}]",
        "{\"result\":{}}}",
        "{\"unknown\":\"\\\"}"
      })
  void anAnswerThatIsSomethingElse(String body) {
    assertThat(find("200 OK", "text/html", body))
        .hasMessageContaining("sent something that is not the JSON")
        .hasMessageContaining("text/html");
  }

  @Test
  void anAnswerNestedTooDeeply() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(find("200 OK", "application/json", deep)).isNotNull();
  }

  @Test
  void anAnswerThatLacksWhatItMustHave() {
    assertThat(find("200 OK", "application/json", "{\"result\":{\"name\":\"x\"}}"))
        .hasMessageContaining("created_at");
    assertThat(
            find(
                "200 OK",
                "application/json",
                "{\"result\":{\"id\":\"a\",\"name\":\"x\",\"created_at\":\"soon\",\"remote\":\"https://h/x\"}}"))
        .hasMessageContaining("created_at");
  }

  @Test
  void anEmptyAnswer() {
    assertThat(find("200 OK", "application/json", "")).hasMessageContaining("an empty answer");
    assertThat(find(RawHost.that("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")))
        .hasMessageContaining("an empty answer");
  }

  @Test
  void jsonUnderAnotherContentTypeIsReadAllTheSame() {
    try (RawHost host =
            RawHost.that(RawHost.http("200 OK", "text/plain", FakeHost.resource("get.json")));
        ArtifactsStore store = open(host, Duration.ofSeconds(10))) {
      assertThat(store.find("starter-repo")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"})
  void aRedirectIsNotFollowed(String status) {
    try (RawHost elsewhere =
        RawHost.that(RawHost.http("200 OK", "application/json", FakeHost.resource("get.json")))) {
      StoreUnavailableException told =
          find(RawHost.that("HTTP/1.1 " + status + "\r\nLocation: http://" + elsewhere.authority()
              + "/x?secret=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
      assertThat(told)
          .hasMessageContaining("points elsewhere (to 127.0.0.1)")
          .message()
          .doesNotContain("secret=1");
      assertThat(told.retryable()).isFalse();
      assertThat(elsewhere.lines()).as("the credential stays where it belongs").isEmpty();
    }
  }

  @Test
  void aServerThatStallsBeforeTheHeadOrInTheBody() throws InterruptedException {
    for (String beginning : List.of("", "HTTP/1.1 200", GOOD_HEAD + "\r\n{\"result\":{")) {
      try (RawHost host = RawHost.thatStallsAfter(beginning);
          ArtifactsStore store = open(host, Duration.ofMillis(300))) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> store.find("x"))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("did not answer within 0.3 s")
            .hasMessageContaining("timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(host.isLeft()).as("its connection is closed").isTrue();
      }
    }
  }

  @Test
  void aLengthThatIsNone() {
    assertThat(find(RawHost.that("HTTP/1.1 200 OK\r\nContent-Length: some\r\n\r\n{}")))
        .hasMessageContaining("could not be read");
  }

  @Test
  void aConnectionThatIsResetOrSpeaksSomethingElse() {
    assertThat(find(new RawHost((socket, head) -> reset(socket)))).hasMessageContaining("was cut");
    assertThat(find(RawHost.that("SSH-2.0-OpenSSH_9.9\r\n\r\n"))).isNotNull();
    assertThat(find(RawHost.that(""))).hasMessageContaining("was cut");
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Test
  void aServerWithoutTlsWhereTlsIsNeeded() {
    try (FakeHost plain = new FakeHost();
        ArtifactsStore store = new ArtifactsStore(
            FakeHost.settings("https://" + plain.authority() + "/client/v4", Duration.ofSeconds(1)),
            new FakePace())) {
      assertThatThrownBy(() -> store.create("x"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(plain.authority());
      assertThat(plain.seen()).isEmpty();
    }
  }

  @Test
  void aCertificateNobodyTrusts(@TempDir Path folder) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("keys.p12"))));
    server.start();
    String authority = "127.0.0.1:" + server.getAddress().getPort();
    FakePace pace = new FakePace();
    try (ArtifactsStore store = new ArtifactsStore(
        FakeHost.settings("https://" + authority + "/client/v4", Duration.ofSeconds(10)), pace)) {
      StoreUnavailableException told =
          catchThrowableOfType(StoreUnavailableException.class, () -> store.find("x"));
      assertThat(told)
          .hasMessageContaining("No secure connection to " + authority)
          .hasMessageContaining("certificate");
      assertThat(told.retryable()).isFalse();
      assertThat(pace.pauses()).as("it would fail again").isEmpty();
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext selfSigned(Path keys) throws Exception {
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "a",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            "of a test",
            "-keystore",
            keys.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance(keys.toFile(), "of a test".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "of a test".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void aHostThatDoesNotExist() {
    try (ArtifactsStore store = new ArtifactsStore(
        FakeHost.settings("https://no-such-host.invalid/client/v4", Duration.ofSeconds(10)),
        new FakePace())) {
      assertThatThrownBy(() -> store.create("x"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("There is no host named no-such-host.invalid");
    }
  }

  @Test
  void anInterruptIsHonouredAtOnceAndKept() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    try (RawHost host = RawHost.thatStalls();
        ArtifactsStore store = open(host, Duration.ofMinutes(5))) {
      Thread caller = new Thread(() -> {
        try {
          store.create("x");
        } catch (RepoStoreException stopped) {
          thrown.set(stopped);
          flag.set(Thread.currentThread().isInterrupted());
        }
      });
      caller.start();
      host.awaitRequest();
      caller.interrupt();
      caller.join(5000);
      assertThat(caller.isAlive()).isFalse();
      assertThat(thrown.get())
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(flag.get()).isTrue();
      assertThat(host.lines()).as("nothing more is asked").hasSize(1);
    }
  }

  @Test
  void aFileThatStallsOrIsCut() throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 10\r\n\r\n";
    try (RawHost host = RawHost.thatStallsAfter(head + "12345");
        ArtifactsStore store = open(host, Duration.ofSeconds(1));
        Blob blob = store.content("r").blob(HASH).orElseThrow()) {
      assertThat(blob.size()).isEqualTo(10);
      assertThat(blob.stream().readNBytes(5))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("12345");
      assertThatThrownBy(() -> blob.stream().read())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("sent nothing for");
    }
    try (RawHost host = RawHost.that(head + "12345");
        ArtifactsStore store = open(host, Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> store.content("r").blob(HASH).orElseThrow().readAllBytes())
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Test
  void aListThatDoesNotGoOn() {
    String same = FakeHost.resource("list-cursor.json").replace("\r", "");
    try (FakeHost host = new FakeHost();
        ArtifactsStore store = host.open(new FakePace())) {
      host.then(200, same).then(200, same);
      assertThatThrownBy(() -> store.list().count())
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("does not go on");
    }
  }
}
