package dev.repostore.git;

/**
 * The remote's URL is of a kind the caller did not allow, or has a credential in it; nothing was
 * asked of it. See {@link GitRemote#allowing(RemoteKind...)}.
 */
public final class RemoteNotAllowedException extends GitException {

  private static final long serialVersionUID = 1L;

  RemoteNotAllowedException(String message) {
    super(message, null);
  }
}
