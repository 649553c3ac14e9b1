package dev.repostore.git;

/** An operation took more than its {@link GitLimits} allow; it was given up and left nothing. */
public final class GitLimitException extends GitException {

  private static final long serialVersionUID = 1L;

  private final String limit;

  GitLimitException(String limit, String message) {
    super(message, null);
    this.limit = limit;
  }

  /** Which limit, by its name in {@link GitLimits}; or {@code memory}, which is Java's own. */
  public String limit() {
    return limit;
  }
}
