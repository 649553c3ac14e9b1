package dev.repostore.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;

/** JGit's parser, with all its checks, of a pack that is in memory and is stored by others. */
abstract class MemoryPackParser extends PackParser {

  private final BasesAhead bases;
  private final byte[] pack;
  private int at;
  private int type;
  private long size;
  private long content;

  MemoryPackParser(BasesAhead bases, byte[] pack) {
    super(bases, new ByteArrayInputStream(pack));
    this.bases = bases;
    this.pack = pack;
  }

  /** Looks at how long an object is that will be in memory at once. */
  abstract void announced(long size) throws IOException;

  /** Takes an object, known by what it is called and yet to be compared with what is here. */
  abstract void arrived(ArrivedObject object);

  @Override
  protected void onBeginWholeObject(long position, int kind, long bytes) throws IOException {
    type = kind;
    size = bytes;
    content = position;
    if (kind != Constants.OBJ_BLOB) {
      announced(bytes);
    }
  }

  @Override
  protected void onObjectHeader(Source source, byte[] raw, int from, int length) {
    if (source == Source.INPUT) {
      content += length;
    }
  }

  /** JGit gives out everything inflated but files. */
  @Override
  protected void onEndWholeObject(PackedObjectInfo object) {
    if (type == Constants.OBJ_BLOB) {
      arrived(ArrivedObject.in(pack, (int) content, object, type, size));
    }
  }

  @Override
  protected void onBeginOfsDelta(long position, long base, long bytes) throws IOException {
    announced(bytes);
  }

  @Override
  protected void onBeginRefDelta(long position, AnyObjectId base, long bytes) throws IOException {
    announced(bytes);
    bases.expect(base.copy());
  }

  @Override
  protected void onInflatedObjectData(PackedObjectInfo object, int kind, byte[] data)
      throws IOException {
    announced(data.length);
    arrived(ArrivedObject.of(object, kind, data));
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(PackedObjectInfo object, ObjectTypeAndSize info)
      throws IOException {
    at = (int) object.getOffset();
    return readObjectHeader(info);
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(UnresolvedDelta delta, ObjectTypeAndSize info)
      throws IOException {
    at = (int) delta.getOffset();
    return readObjectHeader(info);
  }

  @Override
  protected int readDatabase(byte[] into, int from, int length) {
    int n = Math.min(length, pack.length - at);
    System.arraycopy(pack, at, into, from, n);
    at += n;
    return n;
  }

  /** Nobody else can have changed it. */
  @Override
  protected boolean checkCRC(int old) {
    return true;
  }

  /** What a delta builds on is here already. */
  @Override
  protected boolean onAppendBase(int kind, byte[] data, PackedObjectInfo info) {
    return false;
  }

  @Override
  protected void onStoreStream(byte[] raw, int from, int length) {}

  @Override
  protected void onObjectData(Source source, byte[] raw, int from, int length) {}

  @Override
  protected void onPackHeader(long objects) {}

  @Override
  protected void onPackFooter(byte[] hash) {}

  @Override
  protected void onEndThinPack() {}
}
