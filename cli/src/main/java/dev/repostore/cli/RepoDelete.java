package dev.repostore.cli;

import dev.repostore.Names;
import dev.repostore.NotFoundException;
import dev.repostore.RepoStore;
import dev.repostore.repl.Terminal;
import java.io.Console;

/** Deletes a repo. */
final class RepoDelete extends StoreCommand {

  RepoDelete() {
    super(
        "Delete a repo and its tokens, for good. Its forks stay. Asks for its name once"
            + " more, on a terminal.",
        "");
    options
        .argument(0, "NAME", String.class, "The repo.")
        .flag("--yes", "Do not ask. Needed where there is no terminal.");
  }

  /** What is told of it. */
  record Deleted(String name, boolean deleted) {}

  @Override
  Use prepare() {
    String name = given().matchedPositionalValue(0, "");
    Names.repo(name);
    if (given().matchedOptionValue("--yes", false)) {
      return opened -> delete(opened, name);
    }
    Console person = Terminal.person()
        .orElseThrow(() -> misused(
            "Nobody can be asked whether '" + name + "' may be deleted. Give --yes if it may."));
    return opened -> {
      String spelled = opened.get(name).name();
      confirm(person, spelled, opened.info().location());
      return delete(opened, spelled);
    };
  }

  private int delete(RepoStore opened, String spelled) {
    if (!opened.delete(spelled)) {
      throw NotFoundException.repo(spelled);
    }
    return output.print(new Deleted(spelled, true));
  }

  private static void confirm(Console person, String spelled, String where) {
    person
        .writer()
        .print("This deletes the repo " + spelled + " of " + where
            + ", its commits and its tokens, for good.\nType its name to go on: ");
    person.writer().flush();
    String answer = person.readLine();
    if (answer == null || !answer.strip().equals(spelled)) {
      throw new CommandFailedException("Nothing was deleted: that is not its name.", null);
    }
  }
}
