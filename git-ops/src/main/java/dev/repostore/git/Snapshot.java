package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.Scope;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of one commit of a remote, read without a clone: names and hashes are here, files are
 * fetched when they are read. What was fetched is on disk until {@link #close()}.
 *
 * <p>Every method but {@link #commit()} may ask the remote, blocks, and throws a
 * {@link GitException}, or an {@link IllegalStateException} once this is closed. Thread-safe: one
 * thread's question waits for another's.
 */
public final class Snapshot implements AutoCloseable {

  private final GitRemote remote;
  private final Scratch scratch;
  private final Commit commit;

  Snapshot(GitRemote remote, Scratch scratch, Commit commit) {
    this.remote = remote;
    this.scratch = scratch;
    this.commit = commit;
  }

  /** The commit. */
  public Commit commit() {
    return commit;
  }

  /**
   * What is in a folder, in Git's order, sizes included; nothing of its subfolders.
   *
   * @param folder from the root, {@code ""} for the root itself
   * @throws RevisionNotFoundException if there is no such folder
   */
  public List<FileEntry> list(String folder) {
    return ask(reading -> reading.list(folder));
  }

  /** All files, in Git's order, sizes included; no folders. */
  public List<FileEntry> files() {
    return files("", 0, Integer.MAX_VALUE);
  }

  /**
   * A page of the files in a folder and its subfolders, in Git's order, sizes included; no folders.
   * The remote is asked for the sizes of these alone.
   *
   * @param folder from the root, {@code ""} for the root itself
   * @param offset how many files to pass over
   * @param limit how many files at most
   * @throws RevisionNotFoundException if there is no such folder
   */
  public List<FileEntry> files(String folder, int offset, int limit) {
    return ask(reading -> reading.files(folder, offset, limit));
  }

  /** The bytes of a file, or of a link's target; empty if there is no file of that name. */
  public Optional<Blob> file(String path) {
    return ask(reading -> reading.file(path, 0, Long.MAX_VALUE));
  }

  /**
   * Some bytes of a file; fewer if it ends before.
   *
   * @param offset the first, from 0
   * @param length how many
   */
  public Optional<Blob> file(String path, long offset, long length) {
    return ask(reading -> reading.file(path, offset, length));
  }

  /** As {@link #file(String)}, and closes this when the file is closed. */
  Optional<Blob> only(String path) {
    Optional<Blob> found = Optional.empty();
    try {
      found = file(path);
      return found.map(blob -> new Blob(
          new FilterInputStream(blob.stream()) {
            @Override
            public void close() throws IOException {
              super.close();
              Snapshot.this.close();
            }
          },
          blob.size()));
    } finally {
      if (found.isEmpty()) {
        close();
      }
    }
  }

  /** Lines of text files, in the order of the files' paths. */
  public List<GrepHit> grep(Grep request) {
    return ask(reading -> reading.grep(request));
  }

  private interface Question<T> {
    T of(SnapshotReading reading) throws IOException;
  }

  private synchronized <T> T ask(Question<T> question) {
    if (scratch.isClosed()) {
      throw new IllegalStateException("The snapshot of the commit " + commit.hash()
          + " is closed. Read it again with GitRemote.read.");
    }
    return remote.run(
        "read",
        Scope.READ,
        operation -> question.of(new SnapshotReading(operation, scratch.repository(), commit)));
  }

  /** Forgets what was fetched. Blobs that are still open end. Closing it twice does nothing. */
  @Override
  public synchronized void close() {
    scratch.close();
  }

  /** The commit's hash. */
  @Override
  public String toString() {
    return "Snapshot[" + commit.hash() + "]";
  }
}
