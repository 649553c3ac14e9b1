package dev.repostore.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Writes the objects of a pack in another thread while this one still resolves those that follow:
 * to compress them takes as long. None of them is found before all are named. For one thread.
 */
final class WritingAhead implements AutoCloseable {

  /** Nothing follows. */
  private static final Optional<ArrivedObject> END = Optional.empty();

  private final LooseInserter inserter;
  private final BlockingQueue<Optional<ArrivedObject>> waiting = new LinkedBlockingQueue<>();
  private final Map<ObjectId, Unnamed> written = new ConcurrentHashMap<>();
  private @Nullable FutureTask<?> other;

  WritingAhead(LooseInserter inserter) {
    this.inserter = inserter;
  }

  void add(ArrivedObject object) {
    waiting.add(Optional.of(object));
    if (other == null) {
      FutureTask<Boolean> task = new FutureTask<>(() -> {
        writeAll();
        return true;
      });
      Threads.start(task);
      other = task;
    }
  }

  private void writeAll() throws IOException, InterruptedException {
    for (Optional<ArrivedObject> next = waiting.take(); next.isPresent(); next = waiting.take()) {
      write(next.get());
    }
  }

  private void write(ArrivedObject object) throws IOException {
    Unnamed before = written.put(object.id(), object.prepare(inserter));
    if (before != null) {
      before.close(); // a pack may have an object twice
    }
  }

  /** Helps with what is not written yet, and then names what was added, one after the other. */
  void name(List<ArrivedObject> inOrder) throws IOException {
    for (Optional<ArrivedObject> next = waiting.poll(); next != null; next = waiting.poll()) {
      write(next.get());
    }
    end();
    for (ArrivedObject object : inOrder) {
      Unnamed one = written.get(object.id());
      if (one != null) {
        one.name();
        written.remove(object.id());
      }
    }
  }

  /** Nothing is written any more when it has returned or thrown. */
  private void end() throws IOException {
    FutureTask<?> begun = other;
    if (begun != null) {
      other = null;
      waiting.add(END);
      try {
        Threads.await(begun);
      } catch (ExecutionException failed) {
        throw Threads.failure(Threads.causeOf(failed));
      }
    }
  }

  /** Leaves nothing behind of what was not named. */
  @Override
  public void close() throws IOException {
    waiting.clear();
    try {
      end();
    } finally {
      for (Unnamed each : written.values()) {
        each.close();
      }
    }
  }
}
