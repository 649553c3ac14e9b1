package dev.repostore.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request.
 *
 * @param status what it is to HTTP
 * @param message the whole message, in JSON-RPC
 * @param closes whether the connection is of no more use
 */
record Reply(int status, Object message, boolean closes) {

  /** Without a body. */
  static final Reply ACCEPTED = new Reply(202, Map.of());

  /** Without a body. */
  static final Reply NO_CONTENT = new Reply(204, Map.of());

  Reply(int status, Object message) {
    this(status, message, false);
  }

  static Reply error(int status, @Nullable Object id, int code, String message) {
    return new Reply(status, Rpc.error(id, code, message));
  }

  Reply closing() {
    return new Reply(status, message, true);
  }
}
