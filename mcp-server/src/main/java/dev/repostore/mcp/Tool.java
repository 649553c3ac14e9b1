package dev.repostore.mcp;

import dev.repostore.Capability;
import java.util.Set;

/**
 * One thing an agent can ask for, as every transport and every era of the protocol offers it.
 *
 * @param name what it is called by
 * @param title what a person sees
 * @param description what an agent is told: what it does and what to do next
 * @param toolset the group it is offered with
 * @param needs what a store has to be capable of; it is offered if one of the open stores is
 * @param input what it takes
 * @param output what it gives
 * @param hints what it does to the world
 * @param handler what does it
 */
record Tool(
    String name,
    String title,
    String description,
    Toolset toolset,
    Set<Capability> needs,
    Schema input,
    Schema output,
    Hints hints,
    Handler handler) {

  /** Does what the tool says. Blocks; called by many threads at once. */
  interface Handler {
    Answer handle(Call call) throws Exception;
  }

  /** The same tool, done by another handler. */
  Tool with(Handler other) {
    return new Tool(name, title, description, toolset, needs, input, output, hints, other);
  }
}
