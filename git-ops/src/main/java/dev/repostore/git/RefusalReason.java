package dev.repostore.git;

/** Why a remote did not let Git in. */
public enum RefusalReason {
  /** It wants a token and got none. */
  NO_TOKEN,
  /** The token is unknown, expired, revoked or another repo's. */
  TOKEN_INVALID,
  /** The token is good, but not for this: it can read and was to push. */
  TOKEN_SCOPE,
  /** The repo takes no pushes from anybody. */
  REPO_READ_ONLY,
  /** Something else; see the message. */
  OTHER
}
