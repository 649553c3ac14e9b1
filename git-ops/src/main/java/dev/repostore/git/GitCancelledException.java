package dev.repostore.git;

/**
 * An operation was given up because its {@link Progress} or an interruption asked for it; nothing
 * half done was left. The interrupted flag of the thread is set if it was.
 */
public final class GitCancelledException extends GitException {

  private static final long serialVersionUID = 1L;

  GitCancelledException(String message) {
    super(message, null);
  }
}
