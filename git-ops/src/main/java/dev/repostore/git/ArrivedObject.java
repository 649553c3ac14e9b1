package dev.repostore.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;

/** An object of a pack that is in memory: its content, or where the pack has it. */
final class ArrivedObject {

  private final ObjectId id;
  private final int type;
  private final byte[] bytes;
  private final int from;
  private final long inflated;

  private ArrivedObject(AnyObjectId id, int type, byte[] bytes, int from, long inflated) {
    this.id = id.copy();
    this.type = type;
    this.bytes = bytes;
    this.from = from;
    this.inflated = inflated;
  }

  static ArrivedObject of(AnyObjectId id, int type, byte[] content) {
    return new ArrivedObject(id, type, content, 0, -1);
  }

  /**
   * One that is inflated when it is written.
   *
   * @param from where its compressed content begins
   * @param size how long it is inflated
   */
  static ArrivedObject in(byte[] pack, int from, AnyObjectId id, int type, long size) {
    return new ArrivedObject(id, type, pack, from, size);
  }

  ObjectId id() {
    return id;
  }

  int type() {
    return type;
  }

  void addTo(Links links) throws IOException {
    if (Links.areIn(type)) {
      links.add(id, type, bytes);
    }
  }

  /** Prepares it for being written. Several objects may be at once. */
  Unnamed prepare(LooseInserter inserter) throws IOException {
    return inflated < 0
        ? inserter.prepare(id, type, bytes)
        : inserter.prepare(id, type, inflated, this::inflate);
  }

  private InputStream inflate() {
    Inflater inflater = new Inflater();
    return new InflaterInputStream(
        new ByteArrayInputStream(bytes, from, bytes.length - from), inflater, 8 << 10) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }
}
