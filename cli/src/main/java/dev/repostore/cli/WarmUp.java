package dev.repostore.cli;

import dev.repostore.RepoStores;
import dev.repostore.mcp.ServerOptions;
import dev.repostore.mcp.ToolServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does a little of everything, for the launcher: the classes this loads are kept in an archive, and
 * whatever starts later starts from that.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUp implements Callable<Integer> {

  private static final String CONVERSATION = "warm-up.jsonl";

  @Parameters(arity = "0..1", description = "Do what this command does, and no more: mcp.")
  private @Nullable String command;

  @Override
  public Integer call() throws IOException {
    if ("mcp".equals(command)) {
      String[] arguments = {"mcp", "--yes"};
      Main.line(arguments).parseArgs(arguments);
      talk();
      return 0;
    }
    int status = new CommandLine(new Demo()).execute();
    talk();
    return status;
  }

  private static void talk() throws IOException {
    Path folder = Files.createTempDirectory("repostore-warm-up");
    try (Folders.Passing passing = Folders.passing(folder);
        InputStream talk = WarmUp.class.getResourceAsStream(CONVERSATION)) {
      if (talk == null) {
        throw new IOException("the command was built without " + CONVERSATION);
      }
      ServerOptions options = ServerOptions.of(
          "main",
          () -> RepoStores.open("repostore:local:" + folder.resolve("data")),
          folder.resolve("work"));
      try (ToolServer server = ToolServer.with(options)) {
        server.serve(
            new ByteArrayInputStream(talk.readAllBytes()), OutputStream.nullOutputStream());
      }
    }
  }
}
