package dev.repostore.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Writes the objects of a pack in another thread while this one still resolves those that follow:
 * to compress them takes as long. None of them is found before all are named. For one thread.
 */
final class WritingAhead implements AutoCloseable {

  private final LooseInserter inserter;
  private final OtherThread other;
  private final Map<ObjectId, Unnamed> written = new ConcurrentHashMap<>();

  /** @param other ends before this does */
  WritingAhead(LooseInserter inserter, OtherThread other) {
    this.inserter = inserter;
    this.other = other;
  }

  void add(ArrivedObject object) {
    other.add(() -> {
      Unnamed before = written.put(object.id(), object.prepare(inserter));
      if (before != null) {
        before.close(); // a pack may have an object twice
      }
    });
  }

  /** Waits until all is written, and then names it, one after the other. */
  void name(List<ArrivedObject> inOrder) throws IOException {
    other.finish();
    for (ArrivedObject object : inOrder) {
      Unnamed one = written.get(object.id());
      if (one != null) {
        one.name();
        written.remove(object.id());
      }
    }
  }

  /** Leaves nothing behind of what was not named. */
  @Override
  public void close() throws IOException {
    for (Unnamed each : written.values()) {
      each.close();
    }
  }
}
