package dev.repostore.git;

import java.io.IOException;

/** An object that is written up to its last step, and that nobody finds before it is named. */
interface Unnamed extends AutoCloseable {

  /** Of an object that is there already. */
  Unnamed NOTHING = () -> {};

  /** Makes it an object. */
  void name() throws IOException;

  /** Leaves nothing behind if it has not been named. */
  @Override
  default void close() throws IOException {}
}
