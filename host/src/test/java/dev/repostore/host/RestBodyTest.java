package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not what a route takes: each complaint says what, where and why. */
class RestBodyTest {

  @TempDir
  static Path folder;

  private static TestServer server;
  private static TestSpace space;

  @BeforeAll
  static void start() {
    server = TestServer.strict(folder);
    space = new TestSpace(server, "bodies");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer post(byte[] body, String... headers) {
    var request = server.request(space.repos()).POST(BodyPublishers.ofByteArray(body));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | The body is empty; a JSON object is needed",
        "` `                         | The body is empty; a JSON object is needed",
        "{\"name\":                  | not valid JSON: there is a mistake at line 1, column",
        "{'name':'x'}                | not valid JSON: there is a mistake at line 1, column",
        "nope                        | not valid JSON",
        "[]                          | must be a JSON object; this is of type array",
        "\"name\"                    | must be a JSON object; this is of type string",
        "null                        | must be a JSON object; this is of type null",
        "{\"name\":\"a\"}{}          | not valid JSON: there is a mistake at line 1",
        "{\"name\":\"a\"}x           | not valid JSON",
        "{\"name\":\"a\",\"name\":\"b\"} | has the field 'name' twice",
      })
  void aBodyThatIsNoJsonObjectIsExplained(String body, String why) {
    Answer answer = space.create(body);
    assertThat(answer.status()).as(body).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(10100);
    assertThat(answer.message()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":7}                              | name           | must be a string; this is of type number",
        "{\"name\":null}                           | name           | A repo name is needed",
        "{\"name\":\"\"}                           | name           | A repo name is needed",
        "{\"name\":\"../x\"}                       | name           | does not match",
        "{\"name\":\"a\",\"description\":{}}       | description    | must be a string; this is of type object",
        "{\"name\":\"a\",\"description\":\"\\u0000\"} | description | has a NUL or half a surrogate pair",
        "{\"name\":\"a\",\"description\":\"\\ud800\"} | description | has a NUL or half a surrogate pair",
        "{\"name\":\"a\",\"read_only\":\"true\"}   | read_only      | must be a boolean; this is of type string",
        "{\"name\":\"a\",\"default_branch\":[]}    | default_branch | must be a string; this is of type array",
        "{\"name\":\"a\",\"default_branch\":\"a..b\"} | default_branch | one Git refuses",
      })
  void aFieldThatIsWrongIsNamed(String body, String field, String why) {
    Answer answer = space.create(body);
    assertThat(answer.status()).as(body).isEqualTo(400);
    assertThat(answer.pointer()).isEqualTo("/" + field);
    assertThat(answer.message()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"60\"",
        "59",
        "60.5",
        "1e400",
        "-1",
        "1e-400",
        "31536001",
        "9223372036854775808",
        "true",
        "1e999999999"
      })
  void aLifetimeThatIsNoneIsRefused(String ttl) {
    Answer answer = space.mint("{\"repo\":\"a\",\"ttl\":" + ttl + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.pointer()).isEqualTo("/ttl");
    assertThat(answer.code()).isEqualTo(10103);
  }

  @Test
  void aLifetimeMayBeWrittenAsAnyWholeNumber() {
    space.created("ttl");
    Answer answer = space.mint("{\"repo\":\"ttl\",\"ttl\":6.0e2}");
    assertThat(answer.result().getString("expires_at")).startsWith("2026-06-01T12:10:00");
  }

  @Test
  void fieldsNobodyKnowsAreTolerated() {
    assertThat(
            space.create("{\"name\":\"unknown\",\"colour\":{\"a\":[1,null]}}").status())
        .isEqualTo(201);
  }

  @Test
  void noValueIsTheSameAsNoField() {
    Answer made = space.create(
        "{\"name\":\"nulls\",\"description\":null,\"default_branch\":null,\"read_only\":null}");
    assertThat(made.result().getString("default_branch")).isEqualTo("main");
  }

  @Test
  void textOfAnyLanguageIsKept() {
    space.create("{\"name\":\"text\",\"description\":\"größer ✓ \\ud83d\\ude80 \\n\"}");
    assertThat(server.get(space.repo("text")).result().getString("description"))
        .isEqualTo("größer ✓ 🚀 \n");
  }

  @Test
  void aBodyThatIsNotUtf8IsExplained() {
    byte[] body = "{\"name\":\"größe\"}".getBytes(StandardCharsets.ISO_8859_1);
    Answer answer = post(body, "Content-Type", "application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("not valid UTF-8");
  }

  @Test
  void aBodyThatIsNestedTooDeepIsExplained() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    Answer answer = space.create("{\"name\":\"deep\",\"x\":" + deep + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("nested more than 64 levels deep");
  }

  @Test
  void aNumberWithTooManyDigitsIsExplained() {
    Answer answer = space.mint("{\"repo\":\"a\",\"ttl\":1." + "1".repeat(5_000) + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("too many digits");
  }

  @Test
  void aBodyMayHaveOneMebibyteAndNoMore() {
    String start = "{\"name\":\"large\",\"x\":\"";
    String end = "\"}";
    int room = RestHandler.MAX_BODY - start.length() - end.length();
    assertThat(space.create(start + "x".repeat(room) + end).status()).isEqualTo(201);
    Answer refused = space.create(start + "x".repeat(room + 1) + end);
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.message()).contains("1 MiB");
  }

  @Test
  void aBodyOfUnknownLengthIsBoundedAsWell() {
    byte[] body = new byte[RestHandler.MAX_BODY + 1];
    Answer refused = server.send(server
        .request(space.repos())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))));
    assertThat(refused.status()).isEqualTo(413);
  }

  /** Closing the connection while it still sends would make the network drop the answer. */
  @RepeatedTest(20)
  void aClientThatSendsEverythingFirstGetsItsRefusal() throws Exception {
    byte[] body = new byte[6 << 20];
    String head = "POST " + space.repos()
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
        + TestServer.API_TOKEN + "\r\nContent-Length: " + body.length + "\r\n\r\n";
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("1 MiB");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "application/jsonx",
        "nonsense"
      })
  void aBodyOfAnotherTypeIsRefused(String type) {
    Answer answer = post("{\"name\":\"t\"}".getBytes(StandardCharsets.UTF_8), "Content-Type", type);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo(10100);
    assertThat(answer.pointer()).isEqualTo("/content-type");
  }

  @Test
  void aCompressedBodyIsRefused() {
    Answer answer = post(
        new byte[] {31, (byte) 139},
        "Content-Type",
        "application/json",
        "Content-Encoding",
        "gzip");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.message()).contains("compressed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;Charset=\"UTF-8\""
      })
  void aBodyMayCallItselfJsonInAnyWay(String type) {
    String name = "type" + type.length();
    byte[] body = ("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(post(body, "Content-Type", type).status()).isEqualTo(201);
  }

  @Test
  void aBodyNeedNotSayWhatItIs() {
    byte[] body = "{\"name\":\"untyped\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(post(body).status()).isEqualTo(201);
  }

  @Test
  void aDeleteMayHaveABody() {
    space.created("delete-body");
    Answer deleted = server.send(server
        .request(space.repo("delete-body"))
        .header("Content-Type", "application/json")
        .method("DELETE", BodyPublishers.ofString("{}")));
    assertThat(deleted.status()).isEqualTo(202);
  }
}
