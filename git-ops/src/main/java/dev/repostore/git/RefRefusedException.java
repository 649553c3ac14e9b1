package dev.repostore.git;

/**
 * A branch or tag was not made, moved or deleted: its name is taken, in use, or has commits that
 * would be lost.
 */
public final class RefRefusedException extends GitException {

  private static final long serialVersionUID = 1L;

  private final String ref;

  RefRefusedException(String message, String ref) {
    super(message, null);
    this.ref = ref;
  }

  /** The branch's or tag's name, as it was spelled. */
  public String ref() {
    return ref;
  }
}
