package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told first is what the SDK would tell it. */
class WelcomeTest {

  private static Features offering(Set<Toolset> sets, boolean readOnly) {
    ServerOptions options = ServerOptions.of(
            "main",
            () -> {
              throw new IllegalStateException("a store was opened");
            },
            Path.of("work"))
        .withToolsets(sets)
        .withReadOnly(readOnly);
    return new Features(new Gate(options), Registry.tools(List.of("main")));
  }

  private static Map<String, Object> hello(String version, Map<String, Object> capabilities) {
    Map<String, Object> params = Map.of(
        "protocolVersion", version,
        "capabilities", capabilities,
        "clientInfo", Map.of("name", "test", "version", "1"));
    return TestMessages.request(7, "initialize", params);
  }

  private static void assertSame(Features features, Map<String, Object> hello) throws Exception {
    List<Object> answers = new ArrayList<>();
    new Lanes(features, Clock.systemUTC()).link(answers::add).handle(Rpc.forSdk(hello));
    Map<String, Object> ours = Welcome.to(hello, features);

    assertThat(ours).isNotNull();
    assertThat(Json.object(Json.bytes(ours)))
        .isEqualTo(Json.object(Json.bytes(answers.get(0))))
        .containsKey("result");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "1999-01-01", "2026-07-28"
      })
  void ofEveryRevision(String version) throws Exception {
    assertSame(offering(EnumSet.allOf(Toolset.class), false), hello(version, Map.of()));
  }

  @ParameterizedTest
  @EnumSource(Toolset.class)
  void whateverIsOffered(Toolset set) throws Exception {
    assertSame(offering(EnumSet.of(set), false), hello("2025-11-25", Map.of()));
    assertSame(offering(EnumSet.of(set), true), hello("2025-11-25", Map.of()));
  }

  @Test
  void whateverAClientCan() throws Exception {
    Map<String, Object> can = Map.of(
        "roots", Map.of("listChanged", true),
        "sampling", Map.of("tools", Map.of()),
        "elicitation", Map.of("form", Map.of("applyDefaults", true), "url", Map.of()),
        "extensions", Map.of("org.example/ui", Map.of("types", List.of("text/html"))),
        "experimental", Map.of("x", Map.of("y", 1)),
        "not-known-yet", Map.of());
    assertSame(offering(EnumSet.allOf(Toolset.class), false), hello("2025-11-25", can));
  }

  @Test
  void whatIsOddIsLeftToTheSdk() {
    Features features = offering(EnumSet.allOf(Toolset.class), false);
    for (Object odd : List.of("none", List.of(), 1, true)) {
      for (String field : List.of("protocolVersion", "capabilities", "clientInfo")) {
        Map<String, Object> hello = new HashMap<>(hello("2025-11-25", Map.of()));
        Map<String, Object> params = new HashMap<>(TestMessages.map(hello.get("params")));
        if (!(field.equals("protocolVersion") && odd instanceof String)) {
          params.put(field, odd);
          hello.put("params", params);
          assertThat(Welcome.to(hello, features)).as("%s %s", field, odd).isNull();
        }
      }
      assertThat(Welcome.to(hello("2025-11-25", Map.of("roots", odd)), features))
          .isNull();
    }
    Map<String, Object> odd = Map.of("roots", Map.of("listChanged", Map.of()));
    assertThat(Welcome.to(hello("2025-11-25", odd), features)).isNull();
    odd = Map.of("elicitation", Map.of("form", true));
    assertThat(Welcome.to(hello("2025-11-25", odd), features)).isNull();
  }
}
