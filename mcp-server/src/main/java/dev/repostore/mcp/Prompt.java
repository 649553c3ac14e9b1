package dev.repostore.mcp;

import java.util.List;
import java.util.Set;

/**
 * A text a person can start an agent with.
 *
 * @param tool what writes it, through the gate; says {@code text}
 * @param uses the names of the tools it sends the agent to: it is of no use without them
 * @param arguments what it takes, in the order they are asked for
 */
record Prompt(Tool tool, Set<String> uses, List<Argument> arguments) {

  /** One thing to be filled in. */
  record Argument(String name, String description, boolean required) {}
}
