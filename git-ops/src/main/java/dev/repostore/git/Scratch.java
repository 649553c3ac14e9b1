package dev.repostore.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FileUtils;

/**
 * A repository for a short while, on disk so that no memory grows with it. It has no refs: JGit
 * would tell the remote that all they lead to is here, and get nothing of what is missing.
 */
final class Scratch implements AutoCloseable {

  /** With the process's id, so that whoever finds one knows whether it is still in use. */
  static final String PREFIX = "repostore-git-" + ProcessHandle.current().pid() + "-";

  private final Path folder;
  private final FencedRepository repository;
  private boolean closed;

  private Scratch(Path folder, FencedRepository repository) {
    this.folder = folder;
    this.repository = repository;
  }

  static Scratch create() throws IOException {
    Path folder = Files.createTempDirectory(PREFIX);
    FencedRepository made = FencedRepository.open(folder.toFile(), null);
    made.create(true);
    return new Scratch(folder, made);
  }

  Repository repository() {
    return repository;
  }

  boolean isClosed() {
    return closed;
  }

  /** Removes it; what cannot be removed is left to the system's own sweeping. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    repository.close();
    try {
      FileUtils.delete(
          folder.toFile(),
          FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.SKIP_MISSING | FileUtils.IGNORE_ERRORS);
    } catch (IOException left) {
      System.getLogger(Scratch.class.getName())
          .log(System.Logger.Level.WARNING, "The folder {0} could not be removed.", folder);
    }
  }
}
