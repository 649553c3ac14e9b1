package dev.repostore;

/** Whether a token still lets Git in. */
public enum TokenState {
  /** It does. */
  ACTIVE,
  /** Its time has run out. */
  EXPIRED,
  /** It was revoked. */
  REVOKED
}
