package dev.repostore.host;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A few connections to read with. Not a library's pool because a connection here keeps its
 * statements prepared, which is most of what a read costs.
 */
final class ReadPool implements AutoCloseable {

  /** Opens one more connection. */
  interface Opener {
    Session open() throws SQLException;
  }

  /** What is read, all of it from one connection. */
  interface Question<T> {
    T ask(Session session) throws SQLException;
  }

  private final Opener opener;
  private final Path file;
  private final int size;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  ReadPool(int size, Opener opener, Path file) {
    this.size = size;
    this.opener = opener;
    this.file = file;
    this.free = new Semaphore(size);
  }

  <T> T ask(Question<T> question) {
    free.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("The host is closed.");
      }
      Session session = idle.pollFirst();
      if (session == null) {
        session = opener.open();
      }
      try {
        return question.ask(session);
      } finally {
        idle.addFirst(session);
      }
    } catch (SQLException broken) {
      throw SqliteErrors.of(broken, file);
    } finally {
      free.release();
    }
  }

  /** Waits for the questions being answered. */
  @Override
  public void close() throws SQLException {
    free.acquireUninterruptibly(size);
    closed = true;
    try {
      for (Session session = idle.poll(); session != null; session = idle.poll()) {
        session.close();
      }
    } finally {
      free.release(size);
    }
  }
}
