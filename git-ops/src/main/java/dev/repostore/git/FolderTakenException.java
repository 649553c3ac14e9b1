package dev.repostore.git;

import java.nio.file.Path;

/** The folder to clone into is no empty folder; it was left as it is. */
public final class FolderTakenException extends GitException {

  private static final long serialVersionUID = 1L;

  FolderTakenException(Path folder) {
    super(
        "Cannot clone into '" + folder
            + "': there is something in it already. Name an empty folder, or one that is not there yet.",
        null);
  }
}
