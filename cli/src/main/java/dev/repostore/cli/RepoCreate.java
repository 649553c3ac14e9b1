package dev.repostore.cli;

import dev.repostore.CreateRepo;
import org.jspecify.annotations.Nullable;

/** Makes an empty repo. */
final class RepoCreate extends StoreCommand {

  RepoCreate() {
    super("Make an empty repo.", "");
    options
        .argument(0, "NAME", String.class, "What the repo is to be called.")
        .one("--description", "TEXT", String.class, "What it is for.")
        .one(
            "--default-branch",
            "BRANCH",
            String.class,
            "What a clone checks out. Default: " + CreateRepo.DEFAULT_BRANCH + ".")
        .flag("--read-only", "Refuse all pushes.");
  }

  @Override
  Use prepare() {
    CreateRepo wanted = new CreateRepo(
        given().matchedPositionalValue(0, ""),
        given().<@Nullable String>matchedOptionValue("--description", null),
        given().matchedOptionValue("--default-branch", CreateRepo.DEFAULT_BRANCH),
        given().matchedOptionValue("--read-only", false));
    return opened -> output.print(NewRepo.of(opened.create(wanted)));
  }
}
