package dev.repostore.bench;

/** What reads the body of an answer as it comes, and says whether it was the right one. */
abstract class Body {
  private long bytes;

  /** Forgets the answer before. */
  void start() {
    bytes = 0;
  }

  void take(byte[] buffer, int offset, int length) {
    bytes += length;
  }

  /** Throws unless the whole body was what it should be. */
  void check() throws WrongAnswerException {}

  final long bytes() {
    return bytes;
  }
}
