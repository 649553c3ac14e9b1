package dev.repostore.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All groups of figures, in the order they are run. */
final class Rows {
  private static final Map<String, Row> ALL = new LinkedHashMap<>();

  static {
    ALL.put("start", new StartRow());
    ALL.put("refs", new RefsRow());
    ALL.put("fetch", new FetchRow());
    ALL.put("blobless", new BloblessRow());
    ALL.put("fork", new ForkRow());
    ALL.put("push", new PushRow());
    ALL.put("pile", new PileRow());
    ALL.put("control", new ControlRow());
    ALL.put("driver", new DriverRow());
    ALL.put("list", new ListRow());
    ALL.put("client", new ClientRow());
    ALL.put("process", new ProcessRow());
    ALL.put("mcp", new ToolsRow());
    ALL.put("command", new CommandRow());
    ALL.put("shell", new ShellRow());
    ALL.put("heap", new HeapRow());
  }

  private Rows() {}

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Row named(String name) {
    Row row = ALL.get(name);
    if (row == null) {
      throw new IllegalArgumentException("no row " + name);
    }
    return row;
  }
}
