package dev.repostore.mcp;

import java.util.Map;

/** Ends a call whose client has to answer something first, and to call again with the answer. */
final class AskedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Map<String, Object> requests;
  private final transient Map<String, String> state;

  /**
   * @param requests what is asked, by the name the answer is to have
   * @param state what the next call is to know of this one; it comes back unforged
   */
  AskedException(Map<String, Object> requests, Map<String, String> state) {
    super("a question is open", null, false, false);
    this.requests = Map.copyOf(requests);
    this.state = Map.copyOf(state);
  }

  Map<String, Object> requests() {
    return requests;
  }

  Map<String, String> state() {
    return state;
  }
}
