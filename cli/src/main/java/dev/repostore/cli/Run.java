package dev.repostore.cli;

import dev.repostore.AccessRefusedException;
import dev.repostore.InvalidRequestException;
import dev.repostore.repl.Failure;
import dev.repostore.repl.Script;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A script that stops at the first failure. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Run a script of JShell's code and of the words of 'repostore repl'. It stops at the first"
          + " thing that goes wrong, and says where.",
      "",
      "Ends with 0 if all went well, 1 if not, 2 if it is misused, 4 if a credential was refused,"
          + " or with what the script gives exit(n).",
      ""
    })
final class Run implements Callable<Integer> {

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "The store the words are about: a URL, or the name of one that is configured."
          + " Default: $REPOSTORE_URL, else the embedded store.")
  private @Nullable String store;

  @Option(names = "--trace", description = "Show the stack of what went wrong, too.")
  private boolean trace;

  @Parameters(
      index = "0",
      paramLabel = "SCRIPT",
      description = "The file, or - to read it from standard input.")
  private String script = "";

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What the script has as args.")
  private List<String> arguments = new ArrayList<>();

  /** All that follows the script's name is the script's, also what looks like an option. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new Run());
    spec.parser().stopAtPositional(true);
    return spec;
  }

  @Override
  public Integer call() throws IOException {
    OwnSettings.only();
    Map<String, String> environment = System.getenv();
    Script run = new Script(script.equals("-") ? "stdin" : script, text(), System.err);
    try {
      return (trace ? run.tracing() : run)
          .opening(store != null)
          .run(
              wanted -> NamedStore.open(
                  wanted.isEmpty() && store != null ? store : wanted,
                  environment,
                  line -> System.err.println("repostore: " + line)),
              arguments);
    } catch (AccessRefusedException refused) {
      System.err.println("repostore: " + Failure.of(refused).inCommands().paragraph());
      return Failure.REFUSED;
    }
  }

  private String text() throws IOException {
    if (script.equals("-")) {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path file = Path.of(script);
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw unusable(Files.isDirectory(file) ? "is a folder" : "is not there, or may not be read");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException binary) {
      throw unusable("is no text in UTF-8");
    } catch (AccessDeniedException denied) {
      throw unusable("may not be read");
    }
  }

  private InvalidRequestException unusable(String why) {
    return new InvalidRequestException(
        "script", "The script '" + script + "' " + why + ". Give the path of a script.");
  }
}
