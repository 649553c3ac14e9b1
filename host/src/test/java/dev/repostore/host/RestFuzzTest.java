package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests made up and bent out of shape: none may break, hang or tell what is inside. */
class RestFuzzTest {

  private static final List<String> METHODS =
      List.of("GET", "POST", "DELETE", "HEAD", "PUT", "OPTIONS", "get", "TRACE", "CONNECT", "X");
  private static final List<String> PIECES = List.of(
      "client",
      "v4",
      "accounts",
      "acc",
      "artifacts",
      "namespaces",
      "default",
      "repos",
      "target",
      "tokens",
      "log",
      "commit",
      "tree",
      "blob",
      "file",
      "raw",
      "main",
      "fork",
      "import",
      "git",
      "target.git",
      "info",
      "refs",
      "git-upload-pack",
      "git-receive-pack",
      "v1",
      "api",
      "edge",
      "",
      ".",
      "..",
      "%2e%2e",
      "%2f",
      "%00",
      "%zz",
      "%",
      "ä",
      "%c3%a4",
      "~",
      ";a=b",
      "HEAD",
      "0000000000000000000000000000000000000000",
      "a".repeat(300));
  private static final List<String> ROUTES = List.of(
      "",
      "/log",
      "/tokens",
      "/file",
      "/raw/main/README.md",
      "/raw/x",
      "/commit/0000000000000000000000000000000000000000",
      "/tree/xyz",
      "/blob/%20");
  private static final List<String> QUERIES = List.of(
      "",
      "?limit=1",
      "?limit=-1",
      "?limit=99999999999999999999",
      "?cursor=x",
      "?cursor=%ff",
      "?page=2",
      "?page=0",
      "?sort=name",
      "?sort=x",
      "?ref=main&path=README.md",
      "?ref=&path=",
      "?ref=..%2f..&path=..%2f..",
      "?state=all",
      "?search=%25_'\"",
      "?service=git-upload-pack",
      "?&&&===",
      "?limit=1&limit=2",
      "?offset=2147483647",
      "?path=%00&ref=main",
      "?ref=-x&path=a");
  private static final List<String> BODIES = List.of(
      "{}",
      "",
      "{\"name\":\"a\"}",
      "{\"name\":null}",
      "[]",
      "{\"name\":",
      "nul",
      "{\"a\":\"\\u0000\"}",
      "{\"repo\":\"target\",\"ttl\":1e9}",
      "{\"repo\":\"target\",\"ttl\":60,\"scope\":\"read\"}",
      "{\"namespace\":\"x\",\"jurisdiction\":\"mars\"}",
      "{\"name\":\"f\",\"default_branch\":\"-\"}",
      "{\"url\":\"http://127.0.0.1:1/\"}",
      "{\"url\":\"file:///etc/passwd\"}",
      "{\"url\":\"\\\\\"}",
      "{\"url\":\"https://127.0.0.1:1/a\"}",
      "{\"url\":\"https://x:y@127.0.0.1:1/a\",\"depth\":-5}",
      "[".repeat(5000),
      "\"".repeat(50));
  private static final List<String> HEADERS = List.of(
      "Content-Type: application/json",
      "Content-Type: text/plain",
      "Range: bytes=0-0",
      "Range: bytes=-",
      "If-None-Match: *",
      "Expect: 100-continue",
      "Expect: x",
      "Accept: a/b",
      "X-\u00e4: \u00f6",
      "Authorization: Basic !!!",
      "Authorization: Bearer art_v1_0",
      "Git-Protocol: version=2",
      "Git-Protocol: version=\u0007",
      "Content-Encoding: gzip",
      "Upgrade: h2c",
      "Transfer-Encoding: chunked",
      "Content-Length: 3",
      "Cookie: $=;;\"");

  @TempDir
  Path data;

  @Test
  void twoThousandBentRequests() throws Exception {
    fuzz(2_000);
  }

  @Test
  @Tag("soak")
  void tenThousandBentRequests() throws Exception {
    fuzz(10_000);
  }

  private void fuzz(int requests) throws Exception {
    long seed = Long.getLong("repostore.test.seed", 1);
    Random random = new Random(seed);
    HostLimits standard = HostLimits.STANDARD;
    TestServer server = TestServer.with(
        data,
        settings -> settings.withLimits(new HostLimits(
            standard.fileBytes(), standard.repoBytes(), Integer.MAX_VALUE, Duration.ofSeconds(2))));
    try (server) {
      for (int i = 0; i < requests; i++) {
        if (i % 50 == 0) {
          // One of the requests may have deleted it.
          server.post(TestServer.REPOS, "{\"name\":\"target\"}");
        }
        String request = request(random);
        String answer = answer(server, request);
        assertThat(answer)
            .as("seed %d, request %d: %s", seed, i, request)
            .matches("(?s)(HTTP/1.1 [1-4]\\d\\d .*|HTTP/1.1 50[135] .*|)")
            .doesNotContain("\tat ", "Exception", "java.", "Jetty", "<html");
      }
      server.createRepo("works-still");
    }
    assertThat(server.log).as("seed %d", seed).noneMatch(line -> line.contains("\"error\""));
  }

  /** All the server sends once there is nothing more to come from here; empty if it just closed. */
  private static String answer(TestServer server, String request) throws IOException {
    try (Socket socket = server.connect()) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (java.net.SocketException reset) {
        return "";
      }
    }
  }

  private static String request(Random random) {
    StringBuilder request = new StringBuilder();
    request.append(pick(random, METHODS)).append(' ').append(path(random));
    request.append(pick(random, QUERIES)).append(" HTTP/1.1\r\nHost: x\r\n");
    if (random.nextInt(8) > 0) {
      request.append("Authorization: Bearer ").append(TestServer.API_TOKEN).append("\r\n");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      request.append(pick(random, HEADERS)).append("\r\n");
    }
    String body = pick(random, BODIES);
    if (random.nextInt(4) > 0) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n").append(body);
    return random.nextInt(5) == 0 ? bent(random, request) : request.toString();
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    int kind = random.nextInt(10);
    if (kind < 7) {
      path.append(TestServer.REPOS).append(kind < 5 ? "/target" + pick(random, ROUTES) : "");
    } else if (kind == 7) {
      path.append("/git/default/target.git");
    }
    for (int i = kind < 5 ? random.nextInt(5) / 4 : random.nextInt(4); i > 0; i--) {
      path.append('/').append(pick(random, PIECES));
    }
    return path.length() == 0 ? "/" : path.toString();
  }

  private static String bent(Random random, StringBuilder request) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(request.length());
      switch (random.nextInt(3)) {
        case 0 -> request.setCharAt(at, (char) random.nextInt(256));
        case 1 -> request.deleteCharAt(at);
        default -> request.insert(at, (char) random.nextInt(256));
      }
    }
    return request.toString();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
