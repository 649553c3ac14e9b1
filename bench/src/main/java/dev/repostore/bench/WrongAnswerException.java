package dev.repostore.bench;

import java.io.IOException;

/** A server answered something else than what was asked for: its speed means nothing. */
final class WrongAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  WrongAnswerException(String message) {
    super(message);
  }
}
