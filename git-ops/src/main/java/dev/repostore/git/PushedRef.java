package dev.repostore.git;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one ref of a push.
 *
 * @param ref its full name at the remote
 * @param status what became of it
 * @param before the hash the remote had, as far as it said; null if it had none
 * @param after the hash that was pushed; null for a deletion
 * @param reason the remote's own words, made harmless; empty if it gave none
 */
public record PushedRef(
    String ref,
    PushStatus status,
    @Nullable String before,
    @Nullable String after,
    String reason) {

  /** Checks that name, status and reason are there. */
  public PushedRef {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
  }
}
