package dev.repostore.repl;

/** Tells that nobody reads the output any more, so that a script need not go on. */
final class UnheardException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnheardException() {
    super("Nobody reads the output any more.");
  }
}
