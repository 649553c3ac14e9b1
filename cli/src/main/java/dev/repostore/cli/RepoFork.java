package dev.repostore.cli;

import dev.repostore.ForkRepo;
import dev.repostore.Names;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a repo with the history of another. */
@Command(
    name = "fork",
    description = {"Make a repo with the history of another one.", ""})
final class RepoFork extends StoreCommand {

  @Parameters(index = "0", paramLabel = "SOURCE", description = "The repo to fork.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "What the fork is to be called.")
  private String name = "";

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private @Nullable String description;

  @Option(names = "--read-only", description = "Refuse all pushes to the fork.")
  private boolean readOnly;

  @Option(
      names = "--all-refs",
      description = "Take all branches and tags. Default: the default branch alone.")
  private boolean allRefs;

  @Override
  Use prepare() {
    Names.repo(source);
    ForkRepo wanted = new ForkRepo(name, description, readOnly, !allRefs);
    return opened -> output.print(NewRepo.of(opened.fork(source, wanted)));
  }
}
