package dev.repostore.cli;

import dev.repostore.ForkRepo;
import dev.repostore.Names;
import org.jspecify.annotations.Nullable;

/** Makes a repo with the history of another. */
final class RepoFork extends StoreCommand {

  RepoFork() {
    super("Make a repo with the history of another one.", "");
    options
        .argument(0, "SOURCE", String.class, "The repo to fork.")
        .argument(1, "NAME", String.class, "What the fork is to be called.")
        .one("--description", "TEXT", String.class, "What it is for.")
        .flag("--read-only", "Refuse all pushes to the fork.")
        .flag("--all-refs", "Take all branches and tags. Default: the default branch alone.");
  }

  @Override
  Use prepare() {
    String source = given().matchedPositionalValue(0, "");
    Names.repo(source);
    ForkRepo wanted = new ForkRepo(
        given().matchedPositionalValue(1, ""),
        given().<@Nullable String>matchedOptionValue("--description", null),
        given().matchedOptionValue("--read-only", false),
        !given().matchedOptionValue("--all-refs", false));
    return opened -> output.print(NewRepo.of(opened.fork(source, wanted)));
  }
}
