package dev.repostore.mcp;

import java.time.Instant;

/** Ends a call that was not carried out: it is planned, and waits to be called again. */
final class PlannedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String planId;
  private final transient Instant expiresAt;

  PlannedException(String deed, String planId, Instant expiresAt) {
    super(deed, null, false, false);
    this.planId = planId;
    this.expiresAt = expiresAt;
  }

  Answer answer() {
    return Answer.of("done", false)
        .with("plan_id", planId)
        .with("plan_expires_at", expiresAt)
        .with(
            "message",
            getMessage() + " Nothing has been done. If that is what is wanted, call again with the "
                + "same arguments and this plan_id.");
  }
}
