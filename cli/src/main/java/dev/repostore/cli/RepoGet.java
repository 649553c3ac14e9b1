package dev.repostore.cli;

import dev.repostore.Names;

/** Shows one repo. */
final class RepoGet extends StoreCommand {

  RepoGet() {
    super("Show a repo: its branch, its dates, and the URL Git uses.", "");
    options.argument(0, "NAME", String.class, "The repo.");
  }

  @Override
  Use prepare() {
    String name = given().matchedPositionalValue(0, "");
    Names.repo(name);
    return opened -> output.print(opened.get(name));
  }
}
