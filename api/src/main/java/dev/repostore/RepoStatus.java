package dev.repostore;

/** How far along a repo is. */
public enum RepoStatus {
  /** Being made; Git cannot use it yet. */
  CREATING,
  /** Being filled from a remote; Git cannot use it yet. */
  IMPORTING,
  /** Being filled from another repo of the store; Git cannot use it yet. */
  FORKING,
  /** Usable. */
  READY
}
