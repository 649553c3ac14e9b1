package dev.repostore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees are read and written as Jackson's mapper reads and writes them. */
class JsonTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"a\":null,\"b\":[],\"c\":{}} ",
        "{\"text\":\"\\u00e9\\n\\\"\\ud83d\\ude00 é\",\"\":\"\"}",
        "{\"i\":[0,-1,2147483647,2147483648,9223372036854775807,9223372036854775808]}",
        "{\"f\":[0.0,-1.5,1e300,0.1],\"t\":[true,false,null]}",
        "{\"twice\":1,\"twice\":2}",
        "{\"deep\":[[[{\"a\":[{}]}]]]}"
      })
  void whatIsReadIsWhatTheMapperReads(String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    Map<String, Object> read = Json.object(bytes);

    assertThat(read).isEqualTo(Json.mapper().readValue(bytes, new TypeRef<>() {}));
    assertThat(new String(Json.bytes(read), UTF_8))
        .isEqualTo(Json.mapper().writeValueAsString(read));
    assertThat(Json.text(read)).isEqualTo(Json.mapper().writeValueAsString(read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":[1",
        "{\"a\":1,}",
        "{a:1}",
        "[]",
        "null",
        "1",
        "{} {}",
        "{}x",
        "{\"secret\":secret}",
        "{\"a\":\"\t\"}",
        "{\"a\":01}",
        "{\"a\":NaN}"
      })
  void whatIsNoObjectIsRefusedAndNotQuoted(String text) {
    assertThatIOException()
        .isThrownBy(() -> Json.object(text.getBytes(UTF_8)))
        .withMessageNotContaining("secret")
        .withNoCause();
  }

  @Test
  void whatIsTooDeepIsRefused() {
    String text = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatIOException().isThrownBy(() -> Json.object(text.getBytes(UTF_8)));
  }

  @Test
  void theMapperWritesWhatIsNoTree() throws Exception {
    Map<String, Object> mixed = new LinkedHashMap<>();
    mixed.put("info", McpSchema.Implementation.builder("é", "1").build());
    mixed.put("list", Arrays.asList(1, 2L, 1.5f, 2.5, 'c', null, McpSchema.Role.USER));
    mixed.put("set", java.util.Set.of("one"));
    mixed.put("array", new int[] {1, 2});

    assertThat(new String(Json.bytes(mixed), UTF_8))
        .isEqualTo(Json.mapper().writeValueAsString(mixed));
    assertThat(Json.text(List.of(mixed)))
        .isEqualTo(Json.mapper().writeValueAsString(List.of(mixed)));
  }
}
