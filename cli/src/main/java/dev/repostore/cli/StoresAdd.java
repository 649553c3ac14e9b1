package dev.repostore.cli;

import dev.repostore.repl.StoreNames;
import org.jspecify.annotations.Nullable;

/** Gives a store a name. */
final class StoresAdd extends Verb {

  private final Output output;

  StoresAdd() {
    super(
        "Give a store a name, which '--store' takes from then on. One of that name is replaced.",
        "",
        "  repostore stores add team repostore:artifacts:ACCOUNT/team --token-from env:TEAM_TOKEN",
        "");
    options
        .argument(0, "NAME", String.class, "What it is to be called.")
        .argument(1, "URL", String.class, "Its URL, without a credential.")
        .one(
            "--token-from",
            "REFERENCE",
            String.class,
            "Where its token is to be had each time it is opened, and never the token itself:"
                + " env:VARIABLE, file:PATH of a file only you can read, or command:LINE that prints it."
                + " Default: where its driver looks.");
    output = new Output(command);
  }

  /** What is told of it. */
  record Added(String name, String url, String file, boolean replaced) {}

  @Override
  public Integer call() {
    String name = given().matchedPositionalValue(0, "");
    String url = given().matchedPositionalValue(1, "");
    StoreNames names = StoreNames.of(System.getenv());
    boolean replaced = names.names().contains(name);
    names.add(name, url, given().<@Nullable String>matchedOptionValue("--token-from", null));
    output.print(new Added(name, url, names.file().toString(), replaced));
    if (replaced) {
      output.note("It takes the place of another store that was named so.");
    }
    return 0;
  }
}
