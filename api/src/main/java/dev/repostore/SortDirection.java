package dev.repostore;

/** Which end of a list comes first. */
public enum SortDirection {
  /** Oldest, or first in the alphabet, first. */
  ASCENDING,
  /** Newest, or last in the alphabet, first. */
  DESCENDING
}
