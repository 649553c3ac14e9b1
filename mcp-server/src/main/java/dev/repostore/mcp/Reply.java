package dev.repostore.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request.
 *
 * @param status what it is to HTTP
 * @param message the whole message, in JSON-RPC
 */
record Reply(int status, Map<String, Object> message) {

  static Reply error(int status, @Nullable Object id, int code, String message) {
    return new Reply(status, Rpc.error(id, code, message));
  }
}
