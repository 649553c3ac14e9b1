package dev.repostore.git;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;

/** Keeps new objects in memory, and reads them together with those of a repository. */
final class MemoryInserter extends ObjectInserter {

  private final Repository repository;
  private final Map<ObjectId, ObjectLoader> made = new HashMap<>();

  MemoryInserter(Repository repository) {
    this.repository = repository;
  }

  @Override
  public ObjectId insert(int type, long length, InputStream in) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(length));
    ObjectId id = idFor(type, content);
    made.put(id, new ObjectLoader.SmallObject(type, content));
    return id;
  }

  @Override
  public PackParser newPackParser(InputStream in) {
    throw new UnsupportedOperationException("packs are not received into memory");
  }

  @Override
  public ObjectReader newReader() {
    ObjectReader stored = repository.newObjectReader();
    return new ObjectReader.Filter() {
      @Override
      protected ObjectReader delegate() {
        return stored;
      }

      @Override
      public ObjectReader newReader() {
        return MemoryInserter.this.newReader();
      }

      @Override
      public boolean has(AnyObjectId id, int type) throws IOException {
        return made.containsKey(id.toObjectId()) || super.has(id, type);
      }

      @Override
      public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        ObjectLoader own = made.get(id.toObjectId());
        return own == null ? super.open(id, type) : own;
      }

      @Override
      public long getObjectSize(AnyObjectId id, int type) throws IOException {
        ObjectLoader own = made.get(id.toObjectId());
        return own == null ? super.getObjectSize(id, type) : own.getSize();
      }
    };
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
