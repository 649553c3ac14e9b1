package dev.repostore.mcp;

import java.util.List;

/**
 * A text a person can start an agent with.
 *
 * @param tool what writes it, through the gate; says {@code text}
 * @param arguments what it takes, in the order they are asked for
 */
record Prompt(Tool tool, List<Argument> arguments) {

  /** One thing to be filled in. */
  record Argument(String name, String description, boolean required) {}
}
