package dev.repostore.host;

import dev.repostore.Blob;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ObjectStream;
import org.eclipse.jgit.lib.Repository;

/** A stored file as a stream that keeps its repository open until it is closed itself. */
final class StoredBlob extends FilterInputStream {

  /**
   * Files above this come from the pack as they are read; smaller ones, and what Git itself would
   * never stream, are held in memory, which is faster.
   */
  private static final int STREAM_ABOVE = 4 << 20;

  private final ObjectReader reader;
  private final Repository repo;
  private boolean closed;

  private StoredBlob(ObjectStream stream, ObjectReader reader, Repository repo) {
    super(stream);
    this.reader = reader;
    this.repo = repo;
  }

  /** Empty if {@code id} is not there or not a blob. */
  static Optional<Blob> open(Repository repo, ObjectId id) throws IOException {
    ObjectReader reader = repo.newObjectReader();
    Blob blob = null;
    try {
      reader.setStreamFileThreshold(STREAM_ABOVE);
      if (!reader.has(id)) {
        return Optional.empty();
      }
      ObjectLoader loader = reader.open(id);
      if (loader.getType() != Constants.OBJ_BLOB) {
        return Optional.empty();
      }
      ObjectStream stream = loader.openStream();
      repo.incrementOpen();
      blob = new Blob(new StoredBlob(stream, reader, repo), loader.getSize());
      return Optional.of(blob);
    } finally {
      if (blob == null) {
        reader.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      super.close();
    } finally {
      reader.close();
      repo.close();
    }
  }
}
