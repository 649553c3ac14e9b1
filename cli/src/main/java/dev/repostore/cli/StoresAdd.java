package dev.repostore.cli;

import dev.repostore.repl.StoreNames;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a store a name. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Give a store a name, which '--store' takes from then on. One of that name is replaced.",
      "",
      "  repostore stores add team repostore:artifacts:ACCOUNT/team --token-from env:TEAM_TOKEN",
      ""
    })
final class StoresAdd implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "What it is to be called.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "URL", description = "Its URL, without a credential.")
  private String url = "";

  @Option(
      names = "--token-from",
      paramLabel = "REFERENCE",
      description =
          "Where its token is to be had each time it is opened, and never the token itself:"
              + " env:VARIABLE, file:PATH of a file only you can read, or command:LINE that prints it."
              + " Default: where its driver looks.")
  private @Nullable String reference;

  @Mixin
  private final Output output = new Output();

  /** What is told of it. */
  record Added(String name, String url, String file, boolean replaced) {}

  @Override
  public Integer call() {
    StoreNames names = StoreNames.of(System.getenv());
    boolean replaced = names.names().contains(name);
    names.add(name, url, reference);
    output.print(new Added(name, url, names.file().toString(), replaced));
    if (replaced) {
      output.note("It takes the place of another store that was named so.");
    }
    return 0;
  }
}
