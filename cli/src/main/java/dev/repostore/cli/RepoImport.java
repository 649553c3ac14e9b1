package dev.repostore.cli;

import dev.repostore.ImportRepo;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a repo with the history of a public remote. */
@Command(
    name = "import",
    description = {"Make a repo with the history of a public remote. Returns when it is usable.", ""
    })
final class RepoImport extends StoreCommand {

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "Where the history comes from, as https://github.com/OWNER/REPO.git.")
  private URI url = URI.create("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "What the repo is to be called. Default: as the URL ends.")
  private @Nullable String name;

  @Option(
      names = "--branch",
      paramLabel = "BRANCH",
      description = "Take that branch alone. Default: the store's choice.")
  private @Nullable String branch;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Take the last N commits alone. Default: all.")
  private @Nullable Integer depth;

  @Option(names = "--read-only", description = "Refuse all pushes to it.")
  private boolean readOnly;

  @Override
  Use prepare() {
    ImportRepo wanted =
        new ImportRepo(name == null ? last(url) : name, url, branch, depth, readOnly);
    return opened -> output.print(NewRepo.of(opened.importRepo(wanted)));
  }

  private static String last(URI url) {
    String path = url.getPath() == null ? "" : url.getPath().replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.git$", "");
  }
}
