package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.CancelledException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * A repository on disk inside a workspace. It lets one piece of work in at a time, looks at the
 * fence before each, and says in plain words what went wrong.
 */
final class LocalRepo implements AutoCloseable {

  private final GitFolder place;
  private final FencedRepository repository;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  private LocalRepo(GitFolder place, FencedRepository repository, Clock clock) {
    this.place = place;
    this.repository = repository;
    this.clock = clock;
  }

  /** The repository whose files are in this folder, or whose own folder it is if it is bare. */
  static LocalRepo open(Workspace workspace, Path path, Clock clock) {
    GitFolder place = GitFolder.find(workspace, path);
    CloneFolder.requireFinished(place.git(), place.folder());
    try {
      FencedRepository repository = RecentRepos.open(place);
      RepositoryFormat.requireKnown(repository.getConfig(), place.folder());
      Wildcards.require(place.git().resolve(Constants.INFO_EXCLUDE));
      Wildcards.require(place.git().resolve(Constants.INFO_ATTRIBUTES));
      return new LocalRepo(place, repository, clock);
    } catch (IOException broken) {
      throw failed("open the repository", place.git(), broken);
    }
  }

  /** A new one, with no commit yet. */
  static LocalRepo create(
      Workspace workspace, Path path, String branch, boolean bare, Clock clock) {
    Path folder = workspace.resolve(path);
    Path git = bare ? folder : folder.resolve(Constants.DOT_GIT);
    try {
      if (Files.exists(git.resolve(Constants.HEAD), LinkOption.NOFOLLOW_LINKS)) {
        throw new CheckoutUnusableException(
            "There is a repository in '" + folder + "' already. Open it, or name another folder.",
            null);
      }
      Files.createDirectories(git);
      File files = bare ? null : folder.toFile();
      try (FencedRepository made = FencedRepository.open(git.toFile(), files)) {
        made.create(bare);
        made.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
      }
    } catch (IOException broken) {
      throw failed("create a repository", folder, broken);
    }
    return open(workspace, folder, clock);
  }

  /** Some work on the repository. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Some work that has no answer. */
  interface Action {
    void run() throws IOException;
  }

  /** As {@link #change}, without an answer. */
  void act(String verb, Action action) {
    change(verb, () -> {
      action.run();
      return this;
    });
  }

  /** As {@link #run}, and whole or not at all, whoever interrupts this thread. */
  <T> T change(String verb, Work<T> work) {
    try {
      return Undisturbed.run(() -> run(verb, work));
    } catch (IOException broken) {
      throw failed(verb, place.folder(), broken);
    }
  }

  /** Does it, alone and inside the fence. */
  <T> T run(String verb, Work<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw new CheckoutUnusableException(
            "The working copy in '" + place.folder() + "' is closed. Open it again.", null);
      }
      place.requireFenced();
      return work.run();
    } catch (IOException broken) {
      throw failed(verb, place.folder(), broken);
    } catch (LargeObjectException
        | InvalidPathException
        | InvalidObjectIdException
        | DateTimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException unable) {
      // What JGit makes of objects and files that are not as Git writes them.
      throw failed(verb, place.folder(), new IOException(unable.getMessage(), unable));
    } catch (StackOverflowError deep) {
      throw NoBomb.tooDeep();
    } finally {
      lock.unlock();
    }
  }

  Repository repository() {
    return repository;
  }

  Workspace workspace() {
    return place.workspace();
  }

  Path folder() {
    return place.folder();
  }

  Clock clock() {
    return clock;
  }

  boolean isBare() {
    return place.files() == null;
  }

  /** The folder its files are in. */
  Path files() {
    File files = place.files();
    if (files == null) {
      throw new CheckoutUnusableException(
          "The repository in '" + place.folder()
              + "' is bare: it has no files to work with. Clone it" + " without 'bare'.",
          null);
    }
    return files.toPath();
  }

  static GitException failed(String verb, Path where, IOException broken) {
    if (Failures.in(broken, ClosedByInterruptException.class) != null
        || Failures.in(broken, InterruptedIOException.class) != null
        || Failures.in(broken, CancelledException.class) != null) {
      return new GitCancelledException("Git was interrupted while it was to " + verb + " in '"
          + where + "'. Nothing half done was left.");
    }
    String what = "Git could not " + verb + " in '" + where + "': ";
    if (broken instanceof LockFailedException locked) {
      return new CheckoutUnusableException(
          what + "another process is at work there and holds '" + locked.getFile()
              + ".lock'. Try again; if none is, delete that file.",
          broken);
    }
    if (broken instanceof MissingObjectException) {
      return new CheckoutUnusableException(
          what + broken.getMessage()
              + ". A clone of part of a repository does not have every object;"
              + " fetch the rest.",
          broken);
    }
    if (broken instanceof CorruptObjectException) {
      return new CheckoutUnusableException(
          what + "something stored is damaged (" + broken.getMessage() + "). Clone it anew.",
          broken);
    }
    String fault = LocalFault.words(broken);
    if (fault != null) {
      return new CheckoutUnusableException(what + fault, broken);
    }
    String kind = broken.getClass().getSimpleName().replace("Exception", "");
    String message = broken.getMessage();
    return new CheckoutUnusableException(
        what + (message == null ? kind : message)
            + ". Check that the folder is whole, can be written to and has room.",
        broken);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        RecentRepos.close(place, repository);
      }
    } finally {
      lock.unlock();
    }
  }
}
