package dev.repostore.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request of 2026-07-28 brings with it, because there is no session to keep it.
 *
 * @param capabilities what its client can do
 * @param progressToken by which it is told how far we are; null if it does not want to know
 * @param answers to what was asked in the call before it
 * @param state what the call before it left for this one: unforged, unlike the answers
 * @param out where notifications of it go
 */
record Envelope(
    Map<?, ?> capabilities,
    @Nullable Object progressToken,
    Map<?, ?> answers,
    Map<String, String> state,
    Consumer<Object> out) {

  /** A code that leaves the lane as a result. */
  static final int ASKED = -1;

  private static final String KEY = "envelope";

  /** The one of the request a handler of the SDK was called for. */
  static Envelope of(McpTransportContext context) {
    return (Envelope) context.get(KEY);
  }

  McpTransportContext context() {
    return McpTransportContext.create(Map.of(KEY, this));
  }

  /** Does what may ask; a question goes past the SDK as an error of ours. */
  static <T> T asking(Supplier<T> work) {
    try {
      return work.get();
    } catch (AskedException asked) {
      throw new McpError(new McpSchema.JSONRPCResponse.JSONRPCError(ASKED, "asked", asked));
    }
  }
}
