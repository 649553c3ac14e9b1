package dev.repostore.mcp;

import dev.repostore.Capability;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Making a repo from a public remote. */
final class ImportTool {

  private ImportTool() {}

  static Tool tool() {
    return new Tool(
        "import_repo",
        "Import repo",
        "Make a repo from a public Git remote. Waits until it is usable.",
        Toolset.REPOS,
        Set.of(Capability.IMPORT),
        Schema.input()
            .text("url", "https://host/path.git, without credentials")
            .text("name", "The new repo's name")
            .text("branch", "Default: the remote's")
            .number("depth", "Of history. Default: all", 1, Integer.MAX_VALUE)
            .require("url", "name"),
        RepoTools.made(),
        Hints.IMPORTS,
        ImportTool::importRepo);
  }

  private static Answer importRepo(Call call) throws Exception {
    URI url = url(call.text("url"));
    call.requireImportFrom(url);
    long depth = call.arguments().number("depth", 0, 1, Integer.MAX_VALUE);
    ImportRepo request = ImportRepo.from(url, call.text("name"))
        .withBranch(call.arguments().textOr("branch", null))
        .withDepth(depth == 0 ? null : (int) depth);
    if (call.dryRun()) {
      return RepoTools.wouldMake(
          call, request.name(), "import " + url + " as", () -> requirePublic(call, url));
    }
    call.tell("importing");
    return RepoTools.make(call, () -> call.store().importRepo(request));
  }

  private static void requirePublic(Call call, URI url) {
    if (call.importsOnlyPublic()
        && !("https".equalsIgnoreCase(url.getScheme()) && call.isPublic(url))) {
      throw new InvalidRequestException(
          "url",
          "This store imports from public https addresses alone. Use the URL of such a remote.");
    }
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw new InvalidRequestException(
          "url", "The URL is malformed. Give the full https URL of a Git remote.");
    }
  }
}
