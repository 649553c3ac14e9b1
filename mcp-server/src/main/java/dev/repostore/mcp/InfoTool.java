package dev.repostore.mcp;

import dev.repostore.RepoStoreException;
import dev.repostore.StoreInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server has open, and what may be done. */
final class InfoTool {

  private InfoTool() {}

  static Tool tool() {
    return new Tool(
        "store_info",
        "Store info",
        "The open stores with what they can do, the workspace's path, and what is allowed here.",
        Toolset.REPOS,
        Set.of(),
        Schema.input(),
        Schema.output()
            .fields("string", "workspace")
            .fields("boolean", "read_only", "asks_before_deleting")
            .fields("integer", "creates_per_hour", "deletes_per_hour")
            .texts("imports_from", "")
            .objects(
                "stores",
                "",
                Schema.output()
                    .fields("string", "name", "driver", "namespace", "unavailable")
                    .texts("capabilities", "")),
        Hints.READS,
        InfoTool::run);
  }

  private static Answer run(Call call) {
    ServerOptions options = call.rules();
    List<Answer> stores = new ArrayList<>();
    for (String name : call.storeNames()) {
      stores.add(shown(call, name));
    }
    return Answer.of("stores", stores)
        .with("workspace", call.workspace().root())
        .with("read_only", options.readOnly())
        .with("asks_before_deleting", !options.unasked())
        .with("creates_per_hour", limit(options.budgets().creates()))
        .with("deletes_per_hour", limit(options.budgets().deletes()))
        .with("imports_from", options.importFrom().isEmpty() ? null : options.importFrom());
  }

  /** One that cannot be opened says why; the others are not to suffer from it. */
  private static Answer shown(Call call, String name) {
    Answer answer = Answer.of("name", name);
    try {
      StoreInfo info = call.store(name).info();
      return answer
          .with("driver", info.driver())
          .with("namespace", info.namespace())
          .with(
              "capabilities",
              info.capabilities().stream()
                  .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                  .toList());
    } catch (RepoStoreException closed) {
      return answer.with("unavailable", Complaint.of(closed, call.hint(name)).message());
    }
  }

  private static @Nullable Integer limit(int budget) {
    return budget == Integer.MAX_VALUE ? null : budget;
  }
}
