package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes no well-meaning client sends. */
class HostileHttpTest {

  private static final String END =
      "Host: x\r\nConnection: close\r\nAuthorization: Bearer " + TestServer.API_TOKEN + "\r\n\r\n";

  @TempDir
  static Path folder;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.strict(folder);
    server.createRepo("target");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String get(String path) throws IOException {
    return server.raw("GET " + path + " HTTP/1.1\r\n" + END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2e%2e",
        "..",
        "%2E.",
        ".",
        "%2e",
        "a%2fb",
        "..%2ftarget",
        "%2e%2e%2ftarget",
        "a%5cb",
        "a%00b",
        "a%0d%0ab",
        "%zz",
        "%",
        "%e0%80%80",
        "%ff",
        "%252e%252e",
        "a b",
        "-a",
        "a;b",
      })
  void aRepoNameThatIsNoneIsRefusedAndNeverAPath(String name) throws IOException {
    String answer = get(TestServer.REPOS + "/" + name);
    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
    assertThat(answer).doesNotContain("\tat ", "Exception", "jetty", "Jetty");
  }

  @Test
  void percentSignsAreTakenOutOnce() throws IOException {
    assertThat(get(TestServer.REPOS + "/%74arget")).startsWith("HTTP/1.1 200");
    assertThat(get(TestServer.REPOS + "/%2574arget")).startsWith("HTTP/1.1 400");
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws IOException {
    assertThat(server.raw("GET /v1/api/x HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n" + END))
        .startsWith("HTTP/1.1 431")
        .contains("application/json", "16 KiB")
        .doesNotContain("Server:");
  }

  @Test
  void anAddressThatIsTooLongIsRefused() throws IOException {
    assertThat(get("/" + "a".repeat(20_000))).startsWith("HTTP/1.1 414");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n\u0000\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/3.7\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
        "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\r\n\r\n",
      })
  void whatIsNotHttpIsRefusedInAFewWords(String request) throws IOException {
    String answer = server.raw(request);
    assertThat(answer).matches("(?s)HTTP/1.1 (400|501|505) .*");
    assertThat(answer.length()).isLessThan(600);
    assertThat(answer).doesNotContain("Server:", "<html", "Jetty", "\tat ");
  }

  @Test
  void aBodyThatIsCutIntoNonsenseIsRefused() throws IOException {
    assertThat(server.raw("POST " + TestServer.REPOS + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
            + END + "zz\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("The body broke off");
  }

  @Test
  void aRequestSmuggledBehindABodyIsNotAnswered() throws IOException {
    String answer = server.raw("POST " + TestServer.REPOS
        + " HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n" + END
        + "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(2);
    assertThat(server.log).noneMatch(line -> line.contains("smuggled"));
  }

  @Test
  void aWrongHostHeaderOrACompleteAddressChangesNothing() throws IOException {
    assertThat(server.raw("GET http://elsewhere" + TestServer.REPOS
            + "/target HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\nAuthorization: Bearer "
            + TestServer.API_TOKEN + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("\"remote\":\"" + server.server.url());
  }
}
