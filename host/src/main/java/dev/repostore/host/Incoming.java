package dev.repostore.host;

import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;

/** The objects of a push while they are not yet part of the repo; closing drops what is not. */
interface Incoming extends AutoCloseable {

  /** Which objects of the repo may be what a pushed one is a difference to. */
  interface Bases {
    boolean allow(AnyObjectId id) throws IOException;
  }

  boolean contains(AnyObjectId id);

  /** How many objects there are. */
  int count();

  /** The type of one of them, as in {@link org.eclipse.jgit.lib.Constants}. */
  int type(AnyObjectId id) throws IOException;

  /** The content of one of them. */
  byte[] read(AnyObjectId id, int type) throws IOException;

  /** All of them. */
  Iterable<? extends ObjectId> ids();

  /** More bytes than they will take on the disk; quickly said. */
  long mostBytes() throws IOException;

  /** How many bytes they will take on the disk, if the repo has none of them. */
  long bytes() throws IOException;

  /** Makes them part of the repo, on the disk; how many bytes they take there. */
  long publish() throws IOException;

  @Override
  void close() throws IOException;
}
