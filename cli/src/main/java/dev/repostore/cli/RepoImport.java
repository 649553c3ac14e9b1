package dev.repostore.cli;

import dev.repostore.ImportRepo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes a repo with the history of a public remote. */
final class RepoImport extends StoreCommand {

  RepoImport() {
    super("Make a repo with the history of a public remote. Returns when it is usable.", "");
    options
        .argument(
            0,
            "URL",
            URI.class,
            "Where the history comes from, as https://github.com/OWNER/REPO.git.")
        .lastArgument(
            1, "NAME", String.class, "What the repo is to be called. Default: as the URL ends.")
        .one(
            "--branch",
            "BRANCH",
            String.class,
            "Take that branch alone. Default: the store's choice.")
        .one("--depth", "N", Integer.class, "Take the last N commits alone. Default: all.")
        .flag("--read-only", "Refuse all pushes to it.");
  }

  @Override
  Use prepare() {
    URI url = given().matchedPositionalValue(0, URI.create(""));
    ImportRepo wanted = new ImportRepo(
        given().matchedPositionalValue(1, last(url)),
        url,
        given().<@Nullable String>matchedOptionValue("--branch", null),
        given().<@Nullable Integer>matchedOptionValue("--depth", null),
        given().matchedOptionValue("--read-only", false));
    return opened -> output.print(NewRepo.of(opened.importRepo(wanted)));
  }

  private static String last(URI url) {
    String path = url.getPath() == null ? "" : url.getPath().replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.git$", "");
  }
}
