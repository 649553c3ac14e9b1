package dev.repostore.mcp;

/** Ends a call whose client has to answer a question first, and to call again with the answer. */
final class AskedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String question;

  AskedException(String question) {
    super("a question is open", null, false, false);
    this.question = question;
  }

  String question() {
    return question;
  }
}
