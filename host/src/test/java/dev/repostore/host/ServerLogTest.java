package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Secret;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

  @TempDir
  Path data;

  private static JsonObject parsed(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  @Test
  void eachRequestIsOneLineOfJson() {
    TestServer server = TestServer.strict(data);
    Answer made;
    try (server) {
      made = server.post(TestServer.REPOS, "{\"name\":\"a\"}");
    }
    assertThat(server.log).hasSize(1);
    JsonObject line = parsed(server.log.get(0));
    assertThat(line.keySet())
        .containsExactlyInAnyOrder("time", "method", "path", "status", "ms", "bytes", "id");
    assertThat(line.getString("time")).isEqualTo("2026-06-01T12:00:00.123Z");
    assertThat(line.getString("method")).isEqualTo("POST");
    assertThat(line.getString("path")).isEqualTo(TestServer.REPOS);
    assertThat(line.getInt("status")).isEqualTo(201);
    assertThat(line.getInt("bytes")).isEqualTo(made.http().body().length);
    assertThat(line.getString("id")).isEqualTo(made.header("x-request-id"));
  }

  @Test
  void noSecretIsEverInIt() throws Exception {
    TestServer server = TestServer.strict(data);
    String token;
    try (server) {
      token = server.post(TestServer.REPOS, "{\"name\":\"a\"}").result().getString("token");
      String secret = token.replaceFirst("\\?.*", "");
      server.get(TestServer.REPOS + "?cursor=" + secret);
      server.get(TestServer.REPOS + "?token=" + TestServer.API_TOKEN);
      server.get(TestServer.REPOS + "/" + secret);
      server.get(TestServer.REPOS + "/" + TestServer.API_TOKEN);
      server.get(TestServer.REPOS + "/canary%2Dedit-0123456789");
      server.get("/" + TestServer.READ_TOKEN);
      server.delete(TestServer.PLACE + "/namespaces/default/tokens/" + secret);
      server.send(server
          .anonymous("/git/default/a.git/info/refs?service=git-upload-pack")
          .header("Authorization", "Bearer " + token)
          .GET());
      server.raw("GET " + TestServer.API_TOKEN + " HTTP/1.1\r\nHost: x\r\n\r\n");
      server.raw(TestServer.API_TOKEN + " / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      server.raw("GET /x HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\nBad Header\r\n\r\n");
    }
    String all = String.join("\n", server.log);
    assertThat(server.log).hasSizeGreaterThanOrEqualTo(12);
    assertThat(all).doesNotContain("canary", "art_v1_").contains("***");
    assertThat(all).doesNotContain(token.substring(7, 47));
  }

  @Test
  void aFailureIsToldOnceWithoutSecrets() {
    List<String> lines = new ArrayList<>();
    ServerLog log = new ServerLog(lines::add, List.of(Secret.of("canary-1234")), new TestClock());
    log.failure(
        "id7",
        new IllegalStateException(
            "broke at canary-1234", new RuntimeException("Bearer abcdefghijkl")));
    assertThat(lines).hasSize(1);
    JsonObject line = parsed(lines.get(0));
    assertThat(line.getString("id")).isEqualTo("id7");
    assertThat(line.getString("error")).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.getString("message")).isEqualTo("broke at ***");
    assertThat(line.getString("at")).contains("ServerLogTest").doesNotContain("junit");
    assertThat(line.getString("cause")).doesNotContain("abcdefghijkl");
  }
}
