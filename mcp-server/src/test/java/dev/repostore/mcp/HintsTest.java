package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients are told of each tool's effects, who decide by it whether to ask a person. */
class HintsTest {

  private static final String READS = "reads";
  private static final String ADDS = "adds";
  private static final String ADDS_FROM_OUTSIDE = "adds, open world";

  /** Replaces or moves what was there: files, branches, commits. */
  private static final String CHANGES = "changes";

  /** Removes, and a second time finds nothing to remove. */
  private static final String REMOVES = "changes, idempotent";

  private static final Map<String, String> EXPECTED = Map.ofEntries(
      Map.entry("create_repo", ADDS),
      Map.entry("get_repo", READS),
      Map.entry("list_repos", READS),
      Map.entry("fork_repo", ADDS),
      Map.entry("import_repo", ADDS_FROM_OUTSIDE),
      Map.entry("delete_repo", REMOVES),
      Map.entry("mint_token", ADDS),
      Map.entry("list_tokens", READS),
      Map.entry("validate_token", READS),
      Map.entry("revoke_token", REMOVES),
      Map.entry("clone", ADDS),
      Map.entry("status", READS),
      Map.entry("commit", CHANGES), // amend replaces a commit
      Map.entry("push", CHANGES), // force_expecting overwrites a branch
      Map.entry("pull", CHANGES), // rebase replaces commits
      Map.entry("branch", CHANGES), // delete removes one
      Map.entry("log", READS),
      Map.entry("diff", READS),
      Map.entry("list_files", READS),
      Map.entry("read_file", READS),
      Map.entry("grep", READS),
      Map.entry("commit_files", CHANGES), // deletes and overwrites files of a branch
      Map.entry("store_info", READS));

  @Test
  void everyToolSaysTheWorstItCanDo() {
    Map<String, String> told = new LinkedHashMap<>();
    Registry.tools(List.of("main"))
        .forEach(tool -> told.put(tool.name(), words(Features.described(tool).annotations())));
    assertThat(told).containsExactlyInAnyOrderEntriesOf(EXPECTED);
  }

  /** What a client takes for granted where nothing is said: the worst. */
  private static String words(ToolAnnotations told) {
    boolean reads = Boolean.TRUE.equals(told.readOnlyHint());
    String effect = reads ? READS : Boolean.FALSE.equals(told.destructiveHint()) ? ADDS : CHANGES;
    return effect
        + (Boolean.TRUE.equals(told.idempotentHint()) ? ", idempotent" : "")
        + (Boolean.FALSE.equals(told.openWorldHint()) ? "" : ", open world");
  }

  @Test
  void whateverNeedsAYesIsToldAsDestructive() {
    for (Tool tool : Registry.tools(List.of("main"))) {
      if (tool.input().has("plan_id")) {
        assertThat(tool.hints().destructive()).as(tool.name()).isTrue();
      }
    }
  }
}
