package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

/** What a message must say, and what it must not. */
final class FaultWords {

  private static final int DEEPEST = 20;

  private FaultWords() {}

  /** One sentence or more for people, without secrets, in the exception and in its causes. */
  static void requireClear(GitException failed) {
    assertThat(failed.getMessage())
        .startsWith("Git ")
        .contains("http://127.0.0.1:")
        .endsWith(".")
        .hasSizeBetween(60, 800)
        .doesNotContain("null", "\n", "..", "  ", "Exception", "\tat ", "org.eclipse", "java.");
    Throwable at = failed;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      assertThat(at.toString()).doesNotContain(TokenStore.CANARY, "art_v1_");
      for (Throwable other : at.getSuppressed()) {
        assertThat(other.toString()).doesNotContain(TokenStore.CANARY, "art_v1_");
      }
      at = at.getCause();
    }
  }

  /** Whoever wanted to change the remote is told whether that was done, or that nobody knows. */
  static void requireOutcome(GitException failed) {
    if (failed.unsettled()) {
      assertThat(failed.getMessage()).contains("may have been taken").contains("refs");
    } else {
      assertThat(failed.getMessage()).contains("Nothing was changed there");
    }
  }
}
