package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the descriptions cost a model that reads them, and whether they are well formed. */
class CostTest {

  private static final int MOST_TOKENS = 6_000;
  private static final int MOST_WORDS = 150;

  /** Which is printed in the documentation, to the hundred. */
  @Test
  void allToolsTogetherCostLittle() throws IOException {
    int one = tokens(listed("main"));
    int two = tokens(listed("main", "other"));
    System.out.println("tools/list: " + one + " tokens; with two stores: " + two);
    assertThat(one).isLessThanOrEqualTo(MOST_TOKENS);
    assertThat(two).isLessThanOrEqualTo(MOST_TOKENS);
    assertThat(Files.readString(Path.of("..", "docs", "mcp.md")))
        .contains(
            String.format(Locale.ROOT, "together are %,d tokens", Math.round(one / 100.0) * 100));
  }

  /** As the client gets it. */
  private static String listed(String... stores) {
    List<McpSchema.Tool> tools =
        Registry.tools(List.of(stores)).stream().map(Features::described).toList();
    return Json.text(McpSchema.ListToolsResult.builder(tools).build());
  }

  private static int tokens(String text) {
    return Encodings.newDefaultEncodingRegistry()
        .getEncoding(EncodingType.O200K_BASE)
        .countTokens(text);
  }

  @Test
  void theInstructionsAreShort() {
    Set<String> all =
        Registry.tools(List.of("main")).stream().map(Tool::name).collect(Collectors.toSet());
    assertThat(Instructions.of(all).split("\\s+", -1)).hasSizeLessThan(MOST_WORDS);
  }

  @Test
  void everySchemaIsOne() {
    DefaultJsonSchemaValidator schemas = new DefaultJsonSchemaValidator();
    for (Tool tool : Registry.tools(List.of("main", "other"))) {
      for (Schema schema : List.of(tool.input(), tool.output())) {
        ValidationResponse valid = schemas.validateSchema(schema.asMap());
        assertThat(valid.valid())
            .as("%s: %s", tool.name(), valid.errorMessage())
            .isTrue();
      }
      assertThat(tool.input().asMap()).containsEntry("additionalProperties", false);
    }
    assertThat(schemas.validateSchema(Map.of("type", "sth")).valid()).isFalse();
  }

  @Test
  void everyToolSaysWhatItIs() {
    for (Tool tool : Registry.tools(List.of("main"))) {
      assertThat(tool.title()).as(tool.name()).isNotBlank();
      assertThat(tool.description()).as(tool.name()).endsWith(".").hasSizeBetween(15, 300);
      assertThat(tool.output().asMap().get("properties")).as(tool.name()).isNotEqualTo(Map.of());
      assertThat(tool.input().has("dry_run"))
          .as(tool.name())
          .isNotEqualTo(tool.hints().readOnly());
    }
  }
}
