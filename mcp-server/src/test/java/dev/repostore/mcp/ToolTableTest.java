package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation's table of tools is the registry's. */
class ToolTableTest {

  private static final String BEGIN = "<!-- tools -->\n";
  private static final String END = "<!-- /tools -->";

  @Test
  void theTableIsAsTheToolsAre() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "mcp.md"));
    assertThat(page).contains(BEGIN, END);
    String shown = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    assertThat(shown).isEqualTo(table());
  }

  private static String table() {
    return Registry.tools(List.of("main")).stream()
        .map(ToolTableTest::row)
        .collect(Collectors.joining("\n", "| tool | takes | does | |\n|---|---|---|---|\n", "\n"));
  }

  private static String row(Tool tool) {
    Map<String, Object> schema = tool.input().asMap();
    List<?> required = (List<?>) schema.getOrDefault("required", List.of());
    String fields = ((Map<?, ?>) schema.get("properties"))
        .keySet().stream()
            .map(name -> required.contains(name) ? "**" + name + "**" : String.valueOf(name))
            .collect(Collectors.joining(", "));
    return "| `" + tool.name() + "` | " + fields + " | " + tool.description().replace("|", "\\|")
        + " | " + effect(tool) + " |";
  }

  private static String effect(Tool tool) {
    Hints hints = tool.hints();
    if (hints.readOnly() || !hints.destructive()) {
      return hints.readOnly() ? "looks" : "adds";
    }
    return tool.input().has("plan_id") ? "destroys if agreed to" : "changes";
  }
}
