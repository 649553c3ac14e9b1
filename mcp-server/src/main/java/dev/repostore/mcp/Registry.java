package dev.repostore.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All tools, in the order clients list them. */
final class Registry {

  private Registry() {}

  /**
   * The tools, with the fields every one of their kind has.
   *
   * @param stores the names of the open stores; with more than one, each tool takes a store
   */
  static List<Tool> tools(List<String> stores) {
    List<Tool> tools = new ArrayList<>();
    Stream.of(
            RepoTools.all(),
            TokenTools.all(),
            WorkTools.all(),
            ContentTools.all(),
            List.of(CommitFilesTool.tool(), InfoTool.tool()))
        .flatMap(List::stream)
        .forEach(tool -> {
          if (stores.size() > 1 && !tool.name().equals("store_info")) {
            tool.input().oneOf("store", "Default: " + stores.get(0), stores);
          }
          if (tool.input().has("plan_id")) {
            tool.output().fields("boolean", "done").fields("string", "plan_id", "plan_expires_at");
          }
          if (!tool.hints().readOnly()) {
            tool.input().flag("dry_run", "Only say what would happen");
            tool.output()
                .fields("boolean", "dry_run", "would_succeed")
                .fields("string", "code", "message");
          }
          tools.add(tool);
        });
    return List.copyOf(tools);
  }
}
