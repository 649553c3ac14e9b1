package dev.repostore.tck;

import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** A repository fetched from elsewhere. */
record GoodImport(String defaultBranch, Repository repository) {

  static GoodImport of(ImportRepo request) {
    try {
      Repository made = request.depth() == null ? GoodGit.empty("main") : onDisk();
      try (Transport transport = Transport.open(made, new URIish(request.url().toString()))) {
        String branch = Optional.ofNullable(request.branch()).orElseGet(() -> head(transport));
        if (request.depth() != null) {
          transport.setDepth(request.depth());
        }
        String from = request.branch() == null ? "refs/*" : Constants.R_HEADS + branch;
        transport.fetch(
            NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + from + ":" + from)));
        made.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
        return new GoodImport(branch, made);
      }
    } catch (IOException | URISyntaxException failed) {
      String field =
          failed instanceof TransportException && failed.getMessage().contains("not have")
              ? "branch"
              : "url";
      throw new InvalidRequestException(field, "It cannot be imported.", null, failed);
    }
  }

  /** Where a history ends cannot be kept in memory. */
  static Repository onDisk() throws IOException {
    Path folder = Files.createTempDirectory("repostore-tck-shallow");
    Repository made =
        new FileRepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
    made.create(true);
    return made;
  }

  private static String head(Transport transport) {
    try (FetchConnection connection = transport.openFetch()) {
      Ref head = connection.getRef(Constants.HEAD);
      return head == null
          ? "main"
          : head.getTarget().getName().substring(Constants.R_HEADS.length());
    } catch (IOException failed) {
      throw new InvalidRequestException("url", "It cannot be imported.", null, failed);
    }
  }
}
