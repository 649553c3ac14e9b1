package dev.repostore.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/**
 * Does a little of everything, for the launcher: the classes this loads are kept in an archive, and
 * whatever starts later starts from that.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUp implements Callable<Integer> {

  private static final String CONVERSATION = "warm-up.jsonl";

  @Parameters(arity = "0..1", description = "Do what this command does, and no more: mcp or shell.")
  private @Nullable String command;

  @Override
  public Integer call() throws IOException {
    if ("mcp".equals(command)) {
      return talk();
    }
    if ("shell".equals(command)) {
      return type();
    }
    int status = new CommandLine(new Demo()).execute();
    list();
    return Math.max(status, talk());
  }

  /** The shell and its scripts need a compiler, which nobody else does. */
  private static int type() throws IOException {
    Path folder = Files.createTempDirectory("repostore-warm-up");
    try (Folders.Passing passing = Folders.passing(folder)) {
      String store = "repostore:local:" + folder.resolve("data");
      Path script = Files.writeString(
          folder.resolve("warm-up.jsh"),
          "create(\"a\");\nint two() {\n  return 2;\n}\nprint(repos());\nString b = json(two());\n");
      String[] run = {"run", "--store", store, script.toString()};
      String[] repl = {"repl", "--store", store}; // standard input is at its end
      return Math.max(Main.line(run).execute(run), Main.line(repl).execute(repl));
    }
  }

  /** The short commands are waited for by people and their scripts. */
  private static void list() throws IOException {
    Path folder = Files.createTempDirectory("repostore-warm-up");
    try (Folders.Passing passing = Folders.passing(folder)) {
      String[] arguments = {"repo", "list", "--store", "repostore:local:" + folder};
      Main.line(arguments).execute(arguments);
    }
    // As the guide's variables name it. Nobody is contacted.
    Map<String, String> guide = Map.of(
        "ARTIFACTS_BASE_URL",
        "http://127.0.0.1/client/v4/accounts/local/artifacts/namespaces/default",
        "CLOUDFLARE_API_TOKEN",
        "none");
    new Ahead(List.of(), guide).run();
  }

  private static int talk() throws IOException {
    Screen.install(System.getenv());
    Path folder = Files.createTempDirectory("repostore-warm-up");
    try (Folders.Passing passing = Folders.passing(folder);
        InputStream talk = WarmUp.class.getResourceAsStream(CONVERSATION)) {
      if (talk == null) {
        throw new IOException("the command was built without " + CONVERSATION);
      }
      CommandSpec mcp = Mcp.spec(talk, OutputStream.nullOutputStream());
      return Main.line("mcp", mcp)
          .execute(
              "mcp",
              "--store",
              "repostore:local:" + folder.resolve("data"),
              "--root",
              folder.resolve("work").toString());
    }
  }
}
