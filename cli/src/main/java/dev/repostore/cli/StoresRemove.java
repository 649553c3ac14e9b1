package dev.repostore.cli;

import dev.repostore.repl.StoreNames;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a store's name away. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {"Take the name of a store away. The store stays as it is.", ""})
final class StoresRemove implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The store's name.")
  private String name = "";

  @Mixin
  private final Output output = new Output();

  /** What is told of it. */
  record Removed(String name, boolean removed) {}

  @Override
  public Integer call() {
    StoreNames.of(System.getenv()).remove(name);
    output.print(new Removed(name, true));
    return 0;
  }
}
