package dev.repostore;

/** What a list of repos is ordered by. Ties are broken by name, in the same direction. */
public enum SortField {
  /** {@link RepoInfo#createdAt()}. */
  CREATED_AT,
  /** {@link RepoInfo#updatedAt()}. */
  UPDATED_AT,
  /** {@link RepoInfo#lastPushAt()}; repos that were never pushed to count as oldest. */
  LAST_PUSH_AT,
  /** {@link RepoInfo#name()}, without regard to case. */
  NAME
}
