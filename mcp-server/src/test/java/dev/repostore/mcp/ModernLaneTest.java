package dev.repostore.mcp;

import static dev.repostore.mcp.TestMessages.META;
import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.errorCode;
import static dev.repostore.mcp.TestMessages.map;
import static dev.repostore.mcp.TestMessages.modern;
import static dev.repostore.mcp.TestMessages.request;
import static dev.repostore.mcp.TestMessages.result;
import static dev.repostore.mcp.TestMessages.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModernLaneTest {

  private static final Map<String, Object> DEED = call(1, "deed", Map.of("what", "this"));
  private static final Map<String, Object> YES = Map.of("confirm", Map.of("action", "accept"));

  @TempDir
  private Path folder;

  private final List<Object> notifications = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private TestTools tools;
  private ModernLane lane;

  @BeforeEach
  void open() {
    InstantSource source = () -> now;
    tools = new TestTools(folder, source.withZone(ZoneOffset.UTC));
    lane = tools.lanes().modern();
  }

  @AfterEach
  void close() {
    tools.close();
  }

  @Test
  void aCallIsAnsweredWithoutASessionBeforeIt() {
    Heard reply = answer(modern(call(7, "echo", Map.of("text", "hello"))));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.message()).containsEntry("id", 7);
    assertThat(result(reply.message())).containsEntry("resultType", "complete");
    assertThat(text(reply.message())).isEqualTo("hello");
    Map<String, Object> meta = map(result(reply.message()).get("_meta"));
    assertThat(map(meta.get(META + "serverInfo"))).containsEntry("name", "repostore");
  }

  @Test
  void discoveryTellsWhatThereIs() {
    Map<String, Object> found =
        result(answer(modern(request(1, "server/discover", Map.of()))).message());

    assertThat(found)
        .containsEntry("supportedVersions", List.of("2026-07-28"))
        .containsEntry("cacheScope", "private")
        .containsKeys("instructions", "ttlMs");
    assertThat(map(found.get("capabilities"))).containsKey("tools");
  }

  @Test
  void aListSaysHowLongItMayBeKept() {
    Map<String, Object> list =
        result(answer(modern(request(1, "tools/list", Map.of()))).message());

    assertThat(list).containsEntry("ttlMs", 300_000).containsEntry("cacheScope", "private");
    assertThat((List<?>) list.get("tools")).hasSize(4);
  }

  @Test
  void aRequestWithoutItsEnvelopeIsRefused() {
    Map<String, Object> whole = modern(request(1, "server/discover", Map.of()));
    for (String field : List.of("protocolVersion", "clientCapabilities")) {
      Map<String, Object> meta = map(map(whole.get("params")).get("_meta"));
      meta.remove(META + field);
      Heard reply = answer(request(1, "server/discover", Map.of("_meta", meta)));

      assertThat(reply.status()).as(field).isEqualTo(400);
      assertThat(errorCode(reply.message())).isEqualTo(-32602);
    }
    assertThat(errorCode(answer(request(1, "server/discover", Map.of())).message()))
        .isEqualTo(-32602);
  }

  @Test
  void anotherVersionIsToldWhichThereAre() {
    Map<String, Object> meta =
        Map.of(META + "protocolVersion", "2999-01-01", META + "clientCapabilities", Map.of());
    Heard reply = answer(request(1, "tools/list", Map.of("_meta", meta)));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(errorCode(reply.message())).isEqualTo(-32022);
    assertThat(map(map(reply.message().get("error")).get("data")))
        .containsEntry("supported", List.of("2026-07-28"))
        .containsEntry("requested", "2999-01-01");
  }

  @Test
  void whatTheRevisionHasNotIsNotThere() {
    for (String method : List.of("initialize", "ping", "logging/setLevel", "no/such")) {
      Heard reply = answer(modern(request(1, method, Map.of())));

      assertThat(reply.status()).as(method).isEqualTo(404);
      assertThat(errorCode(reply.message())).isEqualTo(-32601);
    }
  }

  @Test
  void malformedParamsAreTheClientsFault() {
    assertThat(errorCode(
            answer(modern(request(1, "tools/call", Map.of("name", 5)))).message()))
        .isEqualTo(-32602);
    Map<String, Object> listed = Map.of("name", "echo", "arguments", List.of());
    assertThat(errorCode(answer(modern(request(1, "tools/call", listed))).message()))
        .isEqualTo(-32602);
    assertThat(errorCode(answer(modern(call(1, "no_such_tool", Map.of()))).message()))
        .isEqualTo(-32602);
  }

  @Test
  void progressComesWithTheTokenOfTheRequest() {
    answer(modern(call(9, "steps", Map.of())));

    assertThat(notifications).hasSize(1);
    assertThat(map(map(notifications.get(0)).get("params")))
        .containsEntry("progressToken", "token-9")
        .containsEntry("message", "half way");
  }

  @Test
  void aQuestionIsAResultAndItsAnswerASecondCall() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());
    assertThat(asked).containsEntry("resultType", "input_required");
    assertThat(map(map(asked.get("inputRequests")).get("confirm")))
        .containsEntry("method", "elicitation/create");
    assertThat(tools.done).hasValue(0);

    Heard reply = answer(retry(DEED, asked, YES));

    assertThat(text(reply.message())).isEqualTo("done 1");
  }

  @Test
  void noIsHeard() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());
    Map<String, Object> no = Map.of("confirm", Map.of("action", "decline"));

    assertThat(result(answer(retry(DEED, asked, no)).message())).containsEntry("isError", true);
    assertThat(tools.done).hasValue(0);
  }

  @Test
  void aMissingAnswerIsAskedForAgain() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());

    assertThat(result(answer(retry(DEED, asked, Map.of())).message()))
        .containsEntry("resultType", "input_required");
  }

  @Test
  void anAnswerNobodyAskedForIsWorthNothing() {
    Heard reply = answer(modern(DEED, Map.of("inputResponses", YES)));

    assertThat(result(reply.message())).containsEntry("resultType", "input_required");
    assertThat(tools.done).hasValue(0);
  }

  @Test
  void aStateIsGoodOnceOnly() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());
    answer(retry(DEED, asked, YES));

    refuses(retry(DEED, asked, YES), 1);
  }

  @Test
  void aStateIsGoodForTheSameArgumentsOnly() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());

    refuses(retry(call(1, "deed", Map.of("what", "that")), asked, YES), 0);
    refuses(retry(call(1, "echo", Map.of("what", "this")), asked, YES), 0);
  }

  @Test
  void aStateExpires() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());
    now = now.plus(Duration.ofMinutes(6));

    refuses(retry(DEED, asked, YES), 0);
  }

  @Test
  void aForgedStateIsRefused() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());
    String state = String.valueOf(asked.get("requestState"));
    List<String> forged = List.of("", ".", "x.y", state + "x", "x" + state, "e30." + state);
    for (String each : forged) {
      Map<String, Object> other = new LinkedHashMap<>(asked);
      other.put("requestState", each);
      refuses(retry(DEED, other, YES), 0);
    }
    lane = new TestTools(folder.resolve("other"), Clock.systemUTC()).lanes().modern();
    refuses(retry(DEED, asked, YES), 0);
  }

  @Test
  void anAnswerIsNotGoodForAnotherDeed() {
    Map<String, Object> asked = result(answer(modern(DEED)).message());
    tools.target = "second";

    assertThat(result(answer(retry(DEED, asked, YES)).message()))
        .containsEntry("resultType", "input_required");
    assertThat(tools.done).hasValue(0);
  }

  @Test
  void whoCannotBeAskedGetsAPlan() {
    Map<String, Object> meta =
        Map.of(META + "protocolVersion", "2026-07-28", META + "clientCapabilities", Map.of());
    Map<String, Object> params = new LinkedHashMap<>(map(DEED.get("params")));
    params.put("_meta", meta);

    Map<String, Object> result = result(answer(request(1, "tools/call", params)).message());
    assertThat(map(result.get("structuredContent"))).containsKey("plan_id");
  }

  @Test
  void aStoreThatCannotBeOpenedHidesNoTool() {
    ServerOptions broken = ServerOptions.of(
        "main",
        () -> {
          throw new StoreUnavailableException("somebody else has it open");
        },
        folder.resolve("root"));
    try (Gate gate = new Gate(broken)) {
      Features features = new Features(gate, Registry.tools(List.of("main")));
      lane = new Lanes(features, Clock.systemUTC()).modern();

      assertThat((List<?>) result(
                  answer(modern(request(1, "tools/list", Map.of()))).message())
              .get("tools"))
          .hasSizeGreaterThan(10);
      Map<String, Object> said =
          result(answer(modern(call(2, "list_repos", Map.of()))).message());
      assertThat(said).containsEntry("isError", true);
      assertThat(String.valueOf(said.get("content"))).contains("somebody else has it open");
    }
  }

  private void refuses(Map<String, Object> request, int doneBefore) {
    Heard reply = answer(request);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(errorCode(reply.message())).isEqualTo(-32602);
    assertThat(tools.done).hasValue(doneBefore);
  }

  private static Map<String, Object> retry(
      Map<String, Object> request, Map<String, Object> asked, Map<String, Object> answers) {
    return modern(
        request, Map.of("inputResponses", answers, "requestState", asked.get("requestState")));
  }

  /** As it goes over the wire. */
  private Heard answer(Map<String, Object> request) {
    Reply reply = lane.answer(map(request), notifications::add);
    return new Heard(reply.status(), map(reply.message()));
  }

  /** What a client gets to see of a {@link Reply}. */
  private record Heard(int status, Map<String, Object> message) {}
}
