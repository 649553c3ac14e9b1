package dev.repostore.git;

/** There is no such branch, tag or commit here, or no such file in it. */
public final class RevisionNotFoundException extends GitException {

  private static final long serialVersionUID = 1L;

  private final String revision;

  RevisionNotFoundException(String message, String revision) {
    super(message, null);
    this.revision = revision;
  }

  /** What was asked for, as it was spelled. */
  public String revision() {
    return revision;
  }
}
