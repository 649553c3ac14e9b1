package dev.repostore.git;

import java.security.MessageDigest;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/** Names objects by their contents, one after the other. For one thread. */
final class ObjectHash {

  private final SHA1 careful = SHA1.newInstance();
  private final @Nullable MessageDigest quick;

  /** @param trusting whether the faster hash is used, which does not notice forged collisions */
  ObjectHash(boolean trusting) {
    this.quick = trusting ? Constants.newMessageDigest() : null;
  }

  void begin(int type, long size) {
    careful.reset();
    byte[] header = Constants.encodeASCII(Constants.typeString(type) + " " + size + "\0");
    update(header, 0, header.length);
  }

  void update(byte[] bytes, int from, int length) {
    if (quick != null) {
      quick.update(bytes, from, length);
    } else {
      careful.update(bytes, from, length);
    }
  }

  /**
   * @throws org.eclipse.jgit.util.sha1.Sha1CollisionException if the content was forged to collide
   */
  void end(MutableObjectId into) {
    if (quick != null) {
      into.fromRaw(quick.digest());
    } else {
      careful.digest(into);
    }
  }
}
