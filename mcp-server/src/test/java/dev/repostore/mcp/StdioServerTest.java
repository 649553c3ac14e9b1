package dev.repostore.mcp;

import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.errorCode;
import static dev.repostore.mcp.TestMessages.map;
import static dev.repostore.mcp.TestMessages.modern;
import static dev.repostore.mcp.TestMessages.request;
import static dev.repostore.mcp.TestMessages.result;
import static dev.repostore.mcp.TestMessages.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdioServerTest {

  @TempDir
  private Path folder;

  private TestTools tools;
  private StdioClient client;

  @BeforeEach
  void open() {
    tools = new TestTools(folder, Clock.systemUTC());
    client = new StdioClient(tools.lanes());
  }

  @AfterEach
  void close() throws Exception {
    tools.go.countDown();
    client.close();
    tools.close();
  }

  @Test
  void aSessionBeginsAndIsUsed() throws Exception {
    client.send(TestMessages.initialize(Map.of()));
    Map<String, Object> begun = result(client.next());
    assertThat(begun).containsEntry("protocolVersion", "2025-11-25").containsKey("instructions");

    client.send(call("a", "echo", Map.of("text", "hello")));
    Map<String, Object> answer = client.next();
    assertThat(answer).containsEntry("id", "a");
    assertThat(text(answer)).isEqualTo("hello");
  }

  @Test
  void bothErasShareAPipe() throws Exception {
    client.initialized(Map.of());
    client.send(modern(call(1, "echo", Map.of("text", "alone"))));
    Map<String, Object> alone = client.next();
    client.send(call(2, "echo", Map.of("text", "in a session")));
    Map<String, Object> inSession = client.next();

    assertThat(text(alone)).isEqualTo("alone");
    assertThat(result(alone)).containsEntry("resultType", "complete");
    assertThat(text(inSession)).isEqualTo("in a session");
    assertThat(result(inSession)).doesNotContainKey("resultType");
  }

  @Test
  void aProbeNeedsNoSession() throws Exception {
    client.send(modern(request(1, "server/discover", Map.of())));

    assertThat(result(client.next())).containsKey("supportedVersions");
  }

  @Test
  void requestsBeforeTheSessionAreRefused() throws Exception {
    client.send(call(1, "echo", Map.of("text", "early")));
    assertThat(errorCode(client.next())).isEqualTo(-32600);

    client.send(request(2, "ping", Map.of()));
    assertThat(client.next()).containsEntry("id", 2).containsKey("result");
  }

  @Test
  void whatIsNoMessageIsToldAndLeftOut() throws Exception {
    client.initialized(Map.of());
    for (String line : List.of("not json", "{", "[]", "null", "\"text\"")) {
      client.line(line.getBytes(UTF_8));
      assertThat(errorCode(client.next())).as(line).isEqualTo(-32700);
    }
    client.line(new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(errorCode(client.next())).isEqualTo(-32700);
    for (String line : List.of("{}", "{\"id\":1}", "{\"id\":{},\"method\":\"ping\"}")) {
      client.line(line.getBytes(UTF_8));
      assertThat(errorCode(client.next())).as(line).isEqualTo(-32600);
    }
    client.line(" ".getBytes(UTF_8));
    client.send(call(9, "echo", Map.of("text", "still here")));
    assertThat(text(client.next())).isEqualTo("still here");
  }

  @Test
  void aLineHasABound() throws Exception {
    client.initialized(Map.of());
    client.line(new byte[100 << 20]);
    assertThat(errorCode(client.next())).isEqualTo(-32600);

    client.send(call(2, "echo", Map.of("text", "the next line")));
    assertThat(text(client.next())).isEqualTo("the next line");
  }

  @Test
  void whatWasAskedIsAnsweredWhenTheInputEnds() throws Exception {
    client.initialized(Map.of());
    for (int id = 1; id <= 100; id++) {
      client.send(call(id, "echo", Map.of("text", "last words")));
    }
    client.send(call(101, "wait", Map.of()));
    tools.go.countDown();
    client.end();

    assertThat(client.unread()).isEqualTo(101);
  }

  @Test
  void aCancelledCallEndsAndIsNotAnswered() throws Exception {
    client.initialized(Map.of());
    for (Map<String, Object> wait :
        List.of(call(5, "wait", Map.of()), modern(call(5, "wait", Map.of())))) {
      client.send(wait);
      assertThat(tools.allWaiting(1)).isTrue();
      client.send(Rpc.notification("notifications/cancelled", Map.of("requestId", 5)));
      assertThat(tools.cancelled()).isTrue();
    }
    client.send(call(6, "echo", Map.of("text", "and on")));
    assertThat(client.next()).containsEntry("id", 6);
    client.end();
    assertThat(client.unread()).isZero();
  }

  @Test
  void aPersonIsAskedInTheMiddleOfACall() throws Exception {
    client.initialized(Map.of("elicitation", Map.of()));
    client.send(call(1, "deed", Map.of("what", "this")));
    Map<String, Object> question = client.next();
    assertThat(question).containsEntry("method", "elicitation/create");

    client.send(Rpc.result(question.get("id"), Map.of("action", "accept")));
    assertThat(text(client.next())).isEqualTo("done 1");
  }

  @Test
  void aClientMayFailToAsk() throws Exception {
    client.initialized(Map.of("elicitation", Map.of()));
    client.send(call(1, "deed", Map.of("what", "this")));
    client.send(Rpc.error(client.next().get("id"), -32603, "there is no window to ask in"));

    Map<String, Object> answer = result(client.next());
    assertThat(answer).containsEntry("isError", true);
    assertThat(String.valueOf(answer)).contains("not_asked").doesNotContain("window");
    assertThat(tools.done).hasValue(0);
  }

  @Test
  void aClientMayAnswerWithWhatIsNoAnswer() throws Exception {
    client.initialized(Map.of("elicitation", Map.of()));
    client.send(call(1, "deed", Map.of("what", "this")));
    client.send(Rpc.result(client.next().get("id"), Map.of("action", 5)));

    assertThat(String.valueOf(result(client.next())))
        .contains("not_asked", "Nothing has been done")
        .doesNotContain("internal");
    assertThat(tools.done).hasValue(0);
  }

  @Test
  void whatNobodyCanAnswerAnyMoreIsNotWaitedFor() throws Exception {
    client.initialized(Map.of("elicitation", Map.of()));
    client.send(call(1, "deed", Map.of("what", "this")));
    assertThat(client.next()).containsEntry("method", "elicitation/create");
    long ended = System.nanoTime();
    client.end();

    assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofSeconds(4));
    assertThat(tools.done).hasValue(0);
  }

  @Test
  void aQuestionIsAResultWithoutASession() throws Exception {
    Map<String, Object> deed = call(1, "deed", Map.of("what", "this"));
    client.send(modern(deed));
    Map<String, Object> asked = result(client.next());

    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("inputResponses", Map.of("confirm", Map.of("action", "accept")));
    answers.put("requestState", asked.get("requestState"));
    client.send(modern(deed, answers));
    assertThat(text(client.next())).isEqualTo("done 1");
  }

  @Test
  void whatIsMalformedIsToldAsSuch() throws Exception {
    client.send(request(0, "initialize", Map.of("capabilities", "none")));
    assertThat(errorCode(client.next())).isEqualTo(-32602);

    client.initialized(Map.of());
    Map<String, Object> odd = Map.of("name", "echo", "arguments", "text");
    client.send(request(1, "tools/call", odd));
    assertThat(errorCode(client.next())).isEqualTo(-32602);
    for (Map<String, Object> params : List.<Map<String, Object>>of(Map.of(), Map.of("name", 5))) {
      client.send(request(1, "tools/call", params));
      assertThat(errorCode(client.next())).as("%s", params).isEqualTo(-32602);
    }
    for (String line : List.of("", ",\"params\":null")) {
      client.line(
          ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"" + line + "}").getBytes(UTF_8));
      assertThat(errorCode(client.next())).as(line).isEqualTo(-32602);
    }
    // Its tools are not those that the prompts are for.
    client.send(request(2, "prompts/get", odd));
    assertThat(errorCode(client.next())).isEqualTo(-32601);
  }

  @Test
  void failuresTellNothingOfTheInside() throws Exception {
    client.initialized(Map.of());
    client.send(request(1, "tools/call", Map.of("name", List.of(), "arguments", 5)));
    Map<String, Object> error = map(client.next().get("error"));
    assertThat(String.valueOf(error)).doesNotContain("jackson", "Exception");

    client.send(call(2, "no_such_tool", Map.of()));
    Map<String, Object> unknown = map(client.next().get("error"));
    assertThat(unknown).containsEntry("code", -32602);
    assertThat(String.valueOf(unknown.get("message"))).contains("no_such_tool");
  }

  @Test
  void aSignalLetsWhatRunsFinishAndNothingElseBegin() throws Exception {
    try (TestTools tools = new TestTools(folder, Clock.systemUTC());
        StdioClient client = new StdioClient(tools.lanes())) {
      client.send(modern(call(1, "wait", Map.of())));
      assertThat(tools.allWaiting(1)).isTrue();
      client.stop();
      Map<String, Object> answer;
      do { // until the signal has arrived
        client.send(modern(call(2, "echo", Map.of("text", "there"))));
        answer = client.next();
      } while (answer.containsKey("result"));
      assertThat(answer.toString()).contains("The server is stopping");
      tools.go.countDown();
      assertThat(text(client.next())).isEqualTo("went on");
    }
  }

  @Test
  void whatDoesNotFinishAfterASignalIsCancelled() throws Exception {
    try (TestTools tools = new TestTools(folder, Clock.systemUTC());
        StdioClient client = new StdioClient(tools.lanes())) {
      client.send(modern(call(1, "wait", Map.of())));
      assertThat(tools.allWaiting(1)).isTrue();
      client.stop();
      assertThat(tools.cancelled()).isTrue();
    }
  }
}
