package dev.repostore.host;

import org.eclipse.jgit.lib.ObjectId;

/** An object of a push, in memory. */
final class PushedObject {

  private final ObjectId id;
  private final int type;
  private final byte[] content;

  /** @param content not copied */
  PushedObject(ObjectId id, int type, byte[] content) {
    this.id = id;
    this.type = type;
    this.content = content;
  }

  ObjectId id() {
    return id;
  }

  /** As in {@link org.eclipse.jgit.lib.Constants}. */
  int type() {
    return type;
  }

  byte[] content() {
    return content;
  }
}
