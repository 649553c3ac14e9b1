package dev.repostore.repl;

/** Tells that the output cannot be written any more, so that a script need not go on. */
final class UnheardException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnheardException() {
    super("The output cannot be written any more.");
  }
}
