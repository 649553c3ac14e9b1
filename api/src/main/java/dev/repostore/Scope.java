package dev.repostore;

/** What a token lets Git do. */
public enum Scope {
  /** Clone, fetch and pull. */
  READ,
  /** All of {@link #READ}, and push. */
  WRITE
}
