package dev.repostore.mcp;

import static dev.repostore.mcp.HttpClientOf.TOKEN;
import static dev.repostore.mcp.HttpClientOf.message;
import static dev.repostore.mcp.HttpClientOf.messages;
import static dev.repostore.mcp.HttpClientOf.parsed;
import static dev.repostore.mcp.TestDoor.LIMITS;
import static dev.repostore.mcp.TestDoor.OPTIONS;
import static dev.repostore.mcp.TestDoor.isRefused;
import static dev.repostore.mcp.TestDoor.raw;
import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.errorCode;
import static dev.repostore.mcp.TestMessages.map;
import static dev.repostore.mcp.TestMessages.modern;
import static dev.repostore.mcp.TestMessages.request;
import static dev.repostore.mcp.TestMessages.result;
import static dev.repostore.mcp.TestMessages.text;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDoorTest {

  private static final Map<String, Object> ECHO = call(1, "echo", Map.of("text", "hello"));

  @TempDir
  private Path folder;

  private TestTools tools;
  private HttpDoor door;
  private HttpClientOf client;

  @BeforeEach
  void open() {
    tools = new TestTools(folder, Clock.systemUTC());
    door = HttpDoor.open(tools.lanes(), OPTIONS, LIMITS);
    client = new HttpClientOf(door.url());
  }

  @AfterEach
  void close() {
    tools.go.countDown();
    door.close();
    tools.close();
  }

  @Test
  void bothErasAreAnsweredSideBySide() throws Exception {
    String session = client.initialize(Map.of());
    assertThat(text(message(client.send(client.in(session, ECHO))))).isEqualTo("hello");

    HttpResponse<String> alone = client.send(client.modern(modern(ECHO)));
    assertThat(alone.statusCode()).isEqualTo(200);
    assertThat(text(message(alone))).isEqualTo("hello");
    assertThat(alone.headers().firstValue("Mcp-Session-Id")).isEmpty();
  }

  @Test
  void twoSessionsDoNotMeet() throws Exception {
    String first = client.initialize(Map.of());
    String second = client.initialize(Map.of());
    assertThat(first).isNotEqualTo(second);

    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(client.in(first, call(5, "wait", Map.of())));
    assertThat(tools.waiting.await(30, TimeUnit.SECONDS)).isTrue();
    Map<String, Object> cancel =
        Rpc.notification("notifications/cancelled", Map.of("requestId", 5));

    assertThat(client.send(client.in(second, cancel)).statusCode()).isEqualTo(202);
    assertThat(text(message(client.send(client.in(second, ECHO))))).isEqualTo("hello");
    assertThat(tools.noneCancelled()).isTrue();

    assertThat(client.send(client.in(first, cancel)).statusCode()).isEqualTo(202);
    assertThat(tools.cancelled()).isTrue();
    assertThat(messages(waiting.get(30, TimeUnit.SECONDS))).isEmpty();
  }

  @Test
  void nobodyComesInWithoutTheToken() throws Exception {
    for (String wrong : List.of("Bearer", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN)) {
      HttpResponse<String> refused =
          client.send(client.modern(modern(ECHO)).setHeader("Authorization", wrong));

      isRefused(refused, 401);
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"repostore\"");
    }
    assertThat(client
            .send(client.modern(modern(ECHO)).setHeader("Authorization", "bearer " + TOKEN))
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void webPagesAndForeignNamesAreKeptOut() throws Exception {
    for (String origin : List.of("https://evil.example", "null", "http://localhost.evil.example")) {
      isRefused(client.send(client.modern(modern(ECHO)).header("Origin", origin)), 403);
    }
    HttpResponse<String> local =
        client.send(client.modern(modern(ECHO)).header("Origin", "http://localhost:1234"));
    assertThat(local.statusCode()).isEqualTo(200);

    assertThat(raw(door, "GET /mcp HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(raw(door, "GET /mcp HTTP/1.1\r\nHost: localhost.evil.example:80\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(raw(door, "GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void anUnknownVersionIsRefused() throws Exception {
    String session = client.initialize(Map.of());

    HttpResponse<String> old =
        client.send(client.in(session, ECHO).header("MCP-Protocol-Version", "1999-01-01"));
    isRefused(old, 400);
    assertThat(old.body()).contains("2025-11-25, 2026-07-28");
    assertThat(client
            .send(client.in(session, ECHO).header("MCP-Protocol-Version", "2025-11-25"))
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void headersMustSayWhatTheBodySays() throws Exception {
    Map<String, Object> message = modern(ECHO);
    Map<String, String> wrong = Map.of(
        "MCP-Protocol-Version", "2025-11-25",
        "Mcp-Method", "tools/list",
        "Mcp-Name", "other");
    for (Map.Entry<String, String> header : wrong.entrySet()) {
      HttpResponse<String> refused =
          client.send(client.modern(message).setHeader(header.getKey(), header.getValue()));

      isRefused(refused, 400);
      assertThat(errorCode(message(refused))).as(header.getKey()).isEqualTo(-32020);
      assertThat(message(refused)).containsEntry("id", 1);
    }
    isRefused(client.send(client.post(message)), 400);
    HttpResponse<String> encoded =
        client.send(client.modern(message).setHeader("Mcp-Name", "=?base64?ZWNobw==?="));
    assertThat(encoded.statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNoMessageIsRefused() throws Exception {
    for (String body : List.of("", "not json", "[]", "[{}]", "null", "{")) {
      HttpResponse<String> refused =
          client.send(client.builder().POST(BodyPublishers.ofString(body)));
      isRefused(refused, 400);
      assertThat(errorCode(message(refused))).as(body).isEqualTo(-32700);
    }
    isRefused(client.send(client.post(ECHO).setHeader("Content-Type", "text/plain")), 415);
    isRefused(client.send(client.post(ECHO).setHeader("Accept", "text/html")), 406);
    HttpResponse<String> put = client.send(client.builder().PUT(BodyPublishers.noBody()));
    isRefused(put, 405);
    assertThat(put.headers().firstValue("Allow")).contains("POST, GET, DELETE");
    isRefused(client.send(client.builder().GET()), 400);
    isRefused(client.send(client.post(ECHO)), 400);
    isRefused(client.send(client.in("no-such-session", ECHO)), 404);
  }

  @Test
  void oddMessagesGetBriefErrors() throws Exception {
    String session = client.initialize(Map.of());
    String odd = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':";
    for (String body : List.of(
        "{}",
        "{'id':1,'method':'ping'}",
        "{'jsonrpc':'2.0','id':1.5,'method':'ping'}",
        "{'jsonrpc':'2.0','id':null,'method':'ping'}",
        "{'jsonrpc':'2.0','id':1,'method':{}}",
        "{'jsonrpc':'2.0','id':1,'result':{},'error':{}}",
        "{'jsonrpc':'2.0','id':1,'error':'text'}",
        "{'jsonrpc':'2.0','id':1,'method':'initialize','params':[]}",
        "{'jsonrpc':'2.0','id':1,'method':'tools/call'}",
        odd + "[]}",
        odd + "{'name':{}}}",
        odd + "{'name':'echo','arguments':'text'}}",
        odd + "{'_meta':[],'name':null}}")) {
      byte[] bytes = body.replace('\'', '"').getBytes(US_ASCII);
      for (var request : List.of(
          client.builder(), client.builder().header("MCP-Protocol-Version", "2026-07-28"))) {
        HttpResponse<String> answer = client.send(
            request.header("Mcp-Session-Id", session).POST(BodyPublishers.ofByteArray(bytes)));
        assertThat(answer.body()).as(body).hasSizeLessThan(500).doesNotContain("Exception");
        assertThat(message(answer)).as(body).containsKey("error");
      }
    }
    Map<String, Object> text =
        request(1, "tools/call", Map.of("name", "echo", "arguments", "text"));
    assertThat(errorCode(message(client.send(client.in(session, text))))).isEqualTo(-32602);
    assertThat(text(message(client.send(client.in(session, ECHO))))).isEqualTo("hello");
  }

  /** Whoever stands between may have read the other one. */
  @Test
  void aHeaderThatIsThereTwiceIsRefused() throws Exception {
    String session = client.initialize(Map.of());
    Map<String, Object> echo = modern(ECHO);
    isRefused(
        client.send(client
            .in(session, ECHO)
            .header("Origin", "http://localhost")
            .header("Origin", "http://evil.example")),
        400);
    isRefused(client.send(client.in(session, ECHO).header("Mcp-Session-Id", "another")), 400);
    isRefused(client.send(client.in(session, ECHO).header("Authorization", "Bearer x")), 400);
    for (String name : List.of("MCP-Protocol-Version", "Mcp-Method", "Mcp-Name")) {
      HttpResponse<String> refused = client.send(client.modern(echo).header(name, "another"));
      isRefused(refused, 400);
      assertThat(refused.body()).contains(name, "once");
    }
    assertThat(client.send(client.modern(echo)).statusCode()).isEqualTo(200);
  }

  @Test
  void progressComesBeforeTheAnswer() throws Exception {
    List<Map<String, Object>> all =
        messages(client.send(client.modern(modern(call(9, "steps", Map.of())))));

    assertThat(all).hasSize(2);
    assertThat(map(all.get(0).get("params"))).containsEntry("progressToken", "token-9");
    assertThat(text(all.get(1))).isEqualTo("there");
  }

  @Test
  void aPersonIsAskedInTheMiddleOfACallOfASession() throws Exception {
    String session = client.initialize(Map.of("elicitation", Map.of()));
    try (Stream<String> lines =
        client.lines(client.in(session, call(3, "deed", Map.of("what", "this"))))) {
      Iterator<Map<String, Object>> messages = lines
          .filter(line -> line.startsWith("data: "))
          .map(line -> parsed(line.substring("data: ".length())))
          .iterator();
      Map<String, Object> question = messages.next();
      assertThat(question).containsEntry("method", "elicitation/create");

      Map<String, Object> yes = Rpc.result(question.get("id"), Map.of("action", "accept"));
      assertThat(client.send(client.in(session, yes)).statusCode()).isEqualTo(202);
      assertThat(text(messages.next())).isEqualTo("done 1");
    }
    Map<String, Object> late = Rpc.result("nobody-asked", Map.of("action", "accept"));
    isRefused(client.send(client.in(session, late)), 400);
  }

  @Test
  void aStateIsRefusedTheSecondTime() throws Exception {
    Map<String, Object> deed = call(1, "deed", Map.of("what", "this"));
    Map<String, Object> asked = result(message(client.send(client.modern(modern(deed)))));
    Map<String, Object> again = new LinkedHashMap<>();
    again.put("requestState", asked.get("requestState"));
    again.put("inputResponses", Map.of("confirm", Map.of("action", "accept")));

    Map<String, Object> other = modern(call(2, "deed", Map.of("what", "that")), again);
    isRefused(client.send(client.modern(other)), 400);
    Map<String, Object> retry = modern(deed, again);
    assertThat(text(message(client.send(client.modern(retry))))).isEqualTo("done 1");
    isRefused(client.send(client.modern(retry)), 400);
    again.put("requestState", "e30.e30");
    isRefused(client.send(client.modern(modern(deed, again))), 400);
    assertThat(tools.done).hasValue(1);
  }

  @Test
  void aSessionHasAStreamForWhatBelongsToNoRequest() throws Exception {
    String session = client.initialize(Map.of());
    var listening = client.builder().GET().header("Mcp-Session-Id", session);
    try (Stream<String> lines = client.lines(listening)) {
      Iterator<String> each = lines.iterator();
      assertThat(each.next()).isEqualTo(":");
      client.send(client.builder().header("Mcp-Session-Id", session).DELETE());
      while (each.hasNext()) {
        assertThat(each.next()).doesNotContain("data");
      }
    }
  }

  @Test
  void unknownMethodsAreToldBriefly() throws Exception {
    HttpResponse<String> refused =
        client.send(client.modern(modern(request(1, "no/such/" + "x".repeat(9000), Map.of()))));
    isRefused(refused, 404);
  }

  @Test
  void otherMachinesNeedTlsOrAWord() {
    assertThatThrownBy(
            () -> new HttpOptions("0.0.0.0", 0, Secret.of(TOKEN), List.of(), null, false))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("unencrypted");
  }
}
