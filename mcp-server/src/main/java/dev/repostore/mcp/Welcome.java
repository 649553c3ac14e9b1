package dev.repostore.mcp;

import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a client that begins a session. The SDK gives the same to whoever comes over HTTP;
 * but a client at a pipe waits while this program starts, and the SDK takes long to load.
 */
final class Welcome {

  static final String NAME = "repostore";
  static final String TITLE = "RepoStore";

  /** All the SDK speaks, the latest last. */
  private static final List<String> VERSIONS = List.of(
      ProtocolVersions.MCP_2024_11_05,
      ProtocolVersions.MCP_2025_03_26,
      ProtocolVersions.MCP_2025_06_18,
      ProtocolVersions.MCP_2025_11_25);

  private Welcome() {}

  /** Null if something is odd about the request: what is wrong with it is for the SDK to tell. */
  static @Nullable Map<String, Object> to(Map<String, Object> initialize, Surface surface) {
    if (!(Rpc.param(initialize, "protocolVersion") instanceof String wanted)
        || !isPlain(Rpc.param(initialize, "capabilities"))
        || !isNamed(Rpc.param(initialize, "clientInfo"))) {
      return null;
    }
    String latest = VERSIONS.get(VERSIONS.size() - 1);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("protocolVersion", VERSIONS.contains(wanted) ? wanted : latest);
    result.put("capabilities", surface.capabilities());
    result.put("serverInfo", Map.of("name", NAME, "title", TITLE, "version", version()));
    result.put("instructions", surface.instructions());
    return Rpc.result(initialize.get("id"), result);
  }

  static String version() {
    String version = Welcome.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** Objects of objects, and that flag. */
  private static boolean isPlain(@Nullable Object capabilities) {
    if (!(capabilities instanceof Map<?, ?> all)) {
      return false;
    }
    for (Object one : all.values()) {
      if (!(one instanceof Map<?, ?> details)) {
        return false;
      }
      for (Map.Entry<?, ?> detail : details.entrySet()) {
        Class<?> type = "listChanged".equals(detail.getKey()) ? Boolean.class : Map.class;
        if (!type.isInstance(detail.getValue())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isNamed(@Nullable Object client) {
    return client instanceof Map<?, ?> info
        && info.get("name") instanceof String
        && info.get("version") instanceof String;
  }
}
