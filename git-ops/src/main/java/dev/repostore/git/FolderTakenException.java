package dev.repostore.git;

import java.nio.file.Path;

/** The folder to clone into is no empty folder; it was left as it is. */
public final class FolderTakenException extends GitException {

  private static final long serialVersionUID = 1L;

  /** @param half whether it holds a clone that never came to its end */
  FolderTakenException(Path folder, boolean half) {
    super(
        "Cannot clone into '" + folder + "': "
            + (half
                ? "there is half a clone in it, broken off or still under way. Delete it if nobody is"
                    + " at it, or name an empty folder."
                : "there is something in it already. Name an empty folder, or one that is not there"
                    + " yet."),
        null);
  }

  private FolderTakenException(String message) {
    super(message, null);
  }

  /** There is a file of the folder's name. */
  static FolderTakenException byFile(Path file) {
    return new FolderTakenException("Cannot clone into '" + file
        + "': it is a file. Name an empty folder, or one that is not there yet.");
  }
}
