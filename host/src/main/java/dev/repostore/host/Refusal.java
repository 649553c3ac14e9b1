package dev.repostore.host;

import dev.repostore.RepoStoreException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the reason for giving up from deep inside a transfer to the one who asked for it. */
final class Refusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final RepoStoreException reason;

  Refusal(RepoStoreException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  /** The reason somewhere below {@code failure}, if one was given. */
  static Optional<RepoStoreException> in(@Nullable Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (at instanceof Refusal refusal) {
        return Optional.of(refusal.reason);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }
}
