package dev.repostore.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who called a tool, for the length of the call. For the call's thread, but as said. */
interface Client {

  /** Tells how far it has come; to be called as often as one likes. Any thread. */
  void progress(double done, @Nullable Double total, String step);

  /** Whether the client has taken the call back. Any thread. */
  boolean cancelled();

  /** Whether there is a person to be asked. */
  boolean canAsk();

  /**
   * Asks a person whether to go on, and waits for the answer.
   *
   * @param about what an answer is good for, and for nothing else
   * @return whether they agreed
   * @throws AskedException if the answer comes with another call
   */
  boolean ask(String question, Map<String, String> about);
}
