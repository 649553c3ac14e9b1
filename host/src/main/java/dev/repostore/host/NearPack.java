package dev.repostore.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.internal.storage.pack.DeltaIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The pack of what a few commits brought. A file or folder is sent as what has changed in it, if
 * the client has what it was before: that is never itself in the pack, so no difference is one of
 * itself.
 */
final class NearPack implements AutoCloseable {

  /** What is shorter is sent whole as soon. */
  private static final int LEAST = 4 << 10;

  /** What was so many times as long before has too little in common with what it is now. */
  private static final int SHRUNK = 4;

  private final ObjectReader reader;
  private final FreshObjects fresh;
  private final boolean thin;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

  /** @param thin whether the client takes a pack that lacks what its differences are to */
  NearPack(ObjectReader reader, FreshObjects fresh, boolean thin) {
    this.reader = reader;
    this.fresh = fresh;
    this.thin = thin;
  }

  /** @param tags sent besides */
  void write(Collection<ObjectId> tags, OutputStream to) throws IOException {
    HashedOutput out = new HashedOutput(to);
    out.header(fresh.commits().size() + tags.size() + fresh.objects().size());
    for (ObjectId commit : fresh.commits()) {
      whole(reader.open(commit), out);
    }
    for (ObjectId tag : tags) {
      whole(reader.open(tag), out);
    }
    for (ObjectId object : fresh.objects()) {
      ObjectLoader loaded = reader.open(object);
      Optional<ObjectId> before = thin ? fresh.before(object) : Optional.empty();
      if (before.isEmpty() || !difference(before.get(), loaded, out)) {
        whole(loaded, out);
      }
    }
    out.trailer();
  }

  private void whole(ObjectLoader object, HashedOutput out) throws IOException {
    out.entryHeader(object.getType(), object.getSize());
    deflate(object.getCachedBytes(Integer.MAX_VALUE), out);
  }

  /** Whether it was worth it; if not, nothing is written. */
  private boolean difference(ObjectId before, ObjectLoader object, HashedOutput out)
      throws IOException {
    long size = object.getSize();
    if (size < LEAST
        || reader.getObjectSize(before, object.getType()) > Math.max(size, LEAST) * SHRUNK) {
      return false;
    }
    DeltaIndex index =
        new DeltaIndex(reader.open(before, object.getType()).getCachedBytes(Integer.MAX_VALUE));
    ByteArrayOutputStream difference = new ByteArrayOutputStream();
    byte[] content = object.getCachedBytes(Integer.MAX_VALUE);
    if (!index.encode(difference, content, content.length / 2)) {
      return false;
    }
    out.entryHeader(Constants.OBJ_REF_DELTA, difference.size());
    before.copyRawTo(out);
    deflate(difference.toByteArray(), out);
    return true;
  }

  private void deflate(byte[] content, HashedOutput out) throws IOException {
    deflater.reset();
    DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 8 << 10);
    deflated.write(content);
    deflated.finish();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
