package dev.repostore.cli;

import dev.repostore.repl.StoreNames;

/** Takes a store's name away. */
final class StoresRemove extends Verb {

  private final Output output;

  StoresRemove() {
    super("Take the name of a store away. The store stays as it is.", "");
    options.argument(0, "NAME", String.class, "The store's name.");
    output = new Output(command);
    command.usageMessage().sortOptions(true);
  }

  /** What is told of it. */
  record Removed(String name, boolean removed) {}

  @Override
  public Integer call() {
    String name = given().matchedPositionalValue(0, "");
    StoreNames.of(System.getenv()).remove(name);
    output.print(new Removed(name, true));
    return 0;
  }
}
