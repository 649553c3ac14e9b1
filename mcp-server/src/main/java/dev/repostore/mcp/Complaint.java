package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.NotReadyException;
import dev.repostore.RateLimitedException;
import dev.repostore.RepoStoreException;
import dev.repostore.Secret;
import dev.repostore.git.GitException;
import dev.repostore.git.HeadMovedException;
import dev.repostore.git.MergeConflictException;
import dev.repostore.git.PushRejectedException;
import dev.repostore.git.RevisionNotFoundException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong, as an agent is told: a code to act on, and what happened, why and what to do.
 */
final class Complaint {

  /** A message repeats what was asked for, however long that is. */
  private static final int MOST_MESSAGE = 2_000;

  private static final int MOST_PATHS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Complaint.class);

  private final Answer answer;

  private Complaint(Answer answer) {
    this.answer = answer;
  }

  /** With {@code error} as its one field. */
  Answer answer() {
    return Answer.of("error", answer);
  }

  String code() {
    return String.valueOf(answer.fields().get("code"));
  }

  String message() {
    return String.valueOf(answer.fields().get("message"));
  }

  /** Nobody hears it but the audit: whoever has taken a call back wants no answer. */
  static Complaint cancelled() {
    return new Complaint(Answer.of("code", "cancelled").with("message", "The call was cancelled."));
  }

  /** Of anything a handler has thrown. What nobody has foreseen is logged, and told of no more. */
  static Complaint of(Throwable thrown, StoreHint where) {
    if (thrown instanceof RefusedException refused) {
      return new Complaint(says(refused.code(), refused, where));
    }
    if (thrown instanceof RepoStoreException store) {
      return new Complaint(ofStore(store, where));
    }
    if (thrown instanceof GitException git) {
      return new Complaint(ofGit(git, where));
    }
    LOG.error("a tool failed: {}", Secret.mask(String.valueOf(thrown)));
    LOG.debug("where it failed", thrown);
    return new Complaint(Answer.of("code", "internal")
        .with(
            "message",
            "Something in the server went wrong that is not your fault. Its log says more. Try "
                + "again, or another way."));
  }

  private static Answer says(String code, Throwable thrown, StoreHint where) {
    String message = ToolWords.of(thrown, Secret.mask(String.valueOf(thrown.getMessage())), where);
    return Answer.of("code", code).with("message", Words.cut(message, MOST_MESSAGE));
  }

  private static Answer ofStore(RepoStoreException thrown, StoreHint where) {
    Answer answer = says(thrown.code(), thrown, where).with("retryable", thrown.retryable());
    if (thrown instanceof InvalidRequestException invalid) {
      answer.with("field", invalid.field().orElse(null));
    } else if (thrown instanceof NotReadyException notReady) {
      answer.with("retry_after_seconds", notReady.retryAfter().toSeconds());
    } else if (thrown instanceof RateLimitedException limited) {
      answer.with("retry_after_seconds", limited.retryAfter().toSeconds());
    }
    return answer;
  }

  private static Answer ofGit(GitException thrown, StoreHint where) {
    Answer answer = says(thrown.code(), thrown, where);
    if (thrown instanceof RevisionNotFoundException) {
      answer.with("see", "log and branch have commits and branches, list_files files");
    }
    if (thrown instanceof HeadMovedException moved) {
      answer.with("head", moved.head().orElse(null));
    } else if (thrown instanceof MergeConflictException conflict) {
      answer.with("paths", conflict.paths().stream().limit(MOST_PATHS).toList());
    } else if (thrown instanceof PushRejectedException rejected) {
      answer.with(
          "refs",
          rejected.report().rejected().stream()
              .limit(MOST_PATHS)
              .map(ref -> Answer.of("ref", ref.ref())
                  .with("status", ref.status().name().toLowerCase(Locale.ROOT)))
              .toList());
    }
    return answer;
  }
}
