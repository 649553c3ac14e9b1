package dev.repostore.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * The headers of 2026-07-28 that repeat what the body says, for whoever stands between and reads
 * headers only: they must not say something else.
 */
final class ModernHeaders {

  static final String VERSION = "MCP-Protocol-Version";

  private static final int MISMATCH = -32020;
  private static final String BEGIN = "=?base64?";
  private static final String END = "?=";

  private ModernHeaders() {}

  /** Null if the headers agree with the body; else the answer that says they do not. */
  static @Nullable Reply refusal(HttpFields headers, Map<String, Object> message) {
    Object version = ModernLane.version(message);
    Object subject = Params.subject(message);
    String wrong = null;
    if (differs(headers.get(VERSION), version == null ? headers.get(VERSION) : version)) {
      wrong = VERSION;
    } else if (differs(headers.get("Mcp-Method"), message.get("method"))) {
      wrong = "Mcp-Method";
    } else if (subject != null && differs(decoded(headers.get("Mcp-Name")), subject)) {
      wrong = "Mcp-Name";
    }
    return wrong == null
        ? null
        : Reply.error(
            400,
            message.get("id"),
            MISMATCH,
            "Header mismatch: '" + wrong + "' is missing, or is not what the body says.");
  }

  private static boolean differs(@Nullable String header, @Nullable Object body) {
    return header == null || !header.equals(body);
  }

  private static @Nullable String decoded(@Nullable String value) {
    if (value == null || !value.startsWith(BEGIN) || !value.endsWith(END)) {
      return value;
    }
    try {
      String text = value.substring(BEGIN.length(), value.length() - END.length());
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
      return null;
    }
  }
}
