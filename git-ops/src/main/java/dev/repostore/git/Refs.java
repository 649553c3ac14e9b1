package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.lib.RefUpdate;

/** Says what became of a ref that was to be moved. */
final class Refs {

  private Refs() {}

  static void require(RefUpdate.Result result, String ref) throws IOException {
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE, RENAMED -> {}
      case LOCK_FAILURE ->
        throw new RefRefusedException(
            "The ref '" + ref + "' was moved by somebody else meanwhile. Look at it and try again.",
            ref);
      default -> throw new IOException("the ref '" + ref + "' was not moved: " + result);
    }
  }
}
