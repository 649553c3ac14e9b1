package dev.repostore.cli;

import dev.repostore.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one repo. */
@Command(
    name = "get",
    description = {"Show a repo: its branch, its dates, and the URL Git uses.", ""})
final class RepoGet extends StoreCommand {

  @Parameters(paramLabel = "NAME", description = "The repo.")
  private String name = "";

  @Override
  Use prepare() {
    Names.repo(name);
    return opened -> output.print(opened.get(name));
  }
}
