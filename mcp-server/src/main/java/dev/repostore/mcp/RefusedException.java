package dev.repostore.mcp;

/** A call the gate does not let through. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  RefusedException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
