package dev.repostore.cli;

import dev.repostore.CreateRepo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an empty repo. */
@Command(
    name = "create",
    description = {"Make an empty repo.", ""})
final class RepoCreate extends StoreCommand {

  @Parameters(paramLabel = "NAME", description = "What the repo is to be called.")
  private String name = "";

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private @Nullable String description;

  @Option(
      names = "--default-branch",
      paramLabel = "BRANCH",
      description = "What a clone checks out. Default: " + CreateRepo.DEFAULT_BRANCH + ".")
  private String defaultBranch = CreateRepo.DEFAULT_BRANCH;

  @Option(names = "--read-only", description = "Refuse all pushes.")
  private boolean readOnly;

  @Override
  Use prepare() {
    CreateRepo wanted = new CreateRepo(name, description, defaultBranch, readOnly);
    return opened -> output.print(NewRepo.of(opened.create(wanted)));
  }
}
