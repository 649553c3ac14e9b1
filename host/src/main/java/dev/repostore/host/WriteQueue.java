package dev.repostore.host;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one writer. Changes that wait at the same time are committed together, so that they share the
 * cost of reaching the disk; each still happens wholly or not at all, and its caller gets an answer
 * only when it is durable.
 */
final class WriteQueue implements AutoCloseable {

  /**
   * What is done to the database, as one unit. May be undone and run again, beside others or not.
   */
  interface Change<T> {
    T apply(Session session) throws SQLException;
  }

  private static final int MOST_AT_ONCE = 256;

  private final Session session;
  private final Path file;
  private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
  private final Task<Boolean> stop = new Task<>(unused -> true);
  private final Thread writer;
  private boolean closed;

  WriteQueue(Session session, Path file) {
    this.session = session;
    this.file = file;
    this.writer = new Thread(this::work, "repostore-writer");
    writer.setDaemon(true);
    writer.start();
  }

  /** Returns when the change is on the disk. */
  <T> T run(Change<T> change) {
    Task<T> task = new Task<>(change);
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("The host is closed.");
      }
      queue.add(task);
    }
    try {
      return task.answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof SQLException broken) {
        throw SqliteErrors.of(broken, file);
      }
      throw failed;
    }
  }

  /** Commits what waits, then stops. */
  @Override
  public void close() throws SQLException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(stop);
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException wait) {
        // Half of the answer is already out: the rest must follow.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }

  private void work() {
    List<Task<?>> batch = new ArrayList<>();
    boolean last = false;
    while (!last) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException nobodyDoesThis) {
        continue;
      }
      queue.drainTo(batch, MOST_AT_ONCE - 1);
      last = batch.remove(stop);
      if (!batch.isEmpty()) {
        commit(batch);
      }
      batch.clear();
    }
  }

  private void commit(List<Task<?>> batch) {
    try {
      session.update("BEGIN IMMEDIATE");
      for (Task<?> task : batch) {
        task.apply(session);
      }
      session.update("COMMIT");
    } catch (SQLException | RuntimeException | Error broken) {
      rollBack();
      if (batch.size() == 1) {
        batch.get(0).answer.completeExceptionally(broken);
      } else {
        // One of them spoilt it for all: each gets a transaction of its own.
        batch.forEach(task -> commit(List.of(task)));
      }
      return;
    }
    batch.forEach(Task::finish);
  }

  private void rollBack() {
    try {
      session.update("ROLLBACK");
    } catch (SQLException gone) {
      // SQLite rolls back by itself after the worst errors; then there is nothing to roll back.
    }
  }

  private static final class Task<T> {
    private final Change<T> change;
    final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;

    Task(Change<T> change) {
      this.change = change;
    }

    void apply(Session session) throws SQLException {
      result = change.apply(session);
    }

    void finish() {
      answer.complete(result);
    }
  }
}
