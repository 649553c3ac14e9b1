package dev.repostore.artifacts;

import dev.repostore.StoreUnavailableException;

/** One request got no answer, and whether the host can have seen it. Never leaves the driver. */
final class NoAnswerException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient StoreUnavailableException typed;
  private final boolean sent;

  /** @param sent whether the request can have reached the host */
  NoAnswerException(StoreUnavailableException typed, boolean sent) {
    super(typed.getMessage(), typed);
    this.typed = typed;
    this.sent = sent;
  }

  /** What the caller is told. */
  StoreUnavailableException typed() {
    return typed;
  }

  /** Whether the request can have reached the host. */
  boolean sent() {
    return sent;
  }
}
