package dev.repostore.git;

import org.jspecify.annotations.Nullable;

/**
 * The host's certificate is not one this Java trusts, or was made for another host; no token was
 * sent there, and trying again is of no use.
 */
public final class RemoteUntrustedException extends GitException {

  private static final long serialVersionUID = 1L;

  RemoteUntrustedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
