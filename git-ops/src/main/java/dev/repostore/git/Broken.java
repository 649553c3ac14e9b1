package dev.repostore.git;

import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * An exchange came to nothing. JGit gives up on this kind of exception; after any other it would
 * send the request once more, and a push is not to be sent twice.
 */
final class Broken extends SocketException {

  private static final long serialVersionUID = 1L;

  Broken(String message) {
    super(message);
  }

  Broken(String message, @Nullable Throwable cause) {
    super(message);
    initCause(cause);
  }
}
