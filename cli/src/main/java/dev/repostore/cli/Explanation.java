package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.repl.Failure;
import dev.repostore.repl.JsonText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is said of a command that failed, and what it ends with: a paragraph for people, or a line
 * of JSON for programs.
 */
final class Explanation {

  private Explanation() {}

  /** Of a command that has been understood. */
  static int failed(Exception thrown, CommandLine command, ParseResult parsed) {
    Failure failure = of(thrown);
    return say(failure, command, parsed.originalArgs());
  }

  /** Of one that has not. */
  static int misused(ParameterException misuse, String[] arguments) {
    String what = misuse instanceof UnmatchedArgumentException unknown
        ? unknown(unknown)
        : Objects.requireNonNullElse(misuse.getMessage(), misuse.toString());
    Failure failure = Failure.told("usage", what, Failure.MISUSED);
    return say(failure, misuse.getCommandLine(), List.of(arguments));
  }

  /** Of one whose result could not be told. */
  static void unwritten(Failure failure, CommandLine line, String[] arguments) {
    ParseResult parsed = line.getParseResult();
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    say(failure, parsed.commandSpec().commandLine(), List.of(arguments));
  }

  private static Failure of(Exception thrown) {
    boolean inWords = thrown instanceof CommandFailedException
        || (thrown instanceof IOException && !(thrown instanceof FileSystemException));
    if (inWords && thrown.getMessage() != null) {
      return Failure.told("failed", thrown.getMessage(), Failure.FAILED);
    }
    Failure failure = Failure.of(thrown).inCommands();
    int status = thrown instanceof InvalidRequestException ? Failure.MISUSED : failure.status();
    return new Failure(failure.code(), failure.error(), failure.fix(), status);
  }

  private static int say(Failure failure, CommandLine command, List<String> arguments) {
    String help = failure.status() == Failure.MISUSED
        ? "Try '" + command.getCommandSpec().qualifiedName() + " --help'."
        : "";
    if (Output.isJson(arguments, command)) {
      Map<String, String> said = new LinkedHashMap<>();
      said.put("error", failure.error());
      said.put("code", failure.code());
      said.put("fix", (failure.fix() + " " + help).strip());
      command.getErr().println(JsonText.of(said));
    } else {
      command.getErr().println("repostore: " + failure.paragraph());
      if (!help.isEmpty()) {
        command.getErr().println(help);
      }
    }
    if (command.getCommand() instanceof Credential) {
      Credential.quit(command);
    }
    return failure.status();
  }

  /**
   * Of what a command did not understand only an option's name is shown: the rest may be a token.
   */
  private static String unknown(UnmatchedArgumentException failure) {
    String first = failure.getUnmatched().get(0).replaceFirst("=.*", "");
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    if (first.startsWith("-")) {
      return "There is no option '" + first + "'.";
    } else if (command.parent() == null) {
      return "There is no command '" + first + "'.";
    } else if (command.subcommands().isEmpty()) {
      return "There is an argument too many, or an option's name is missing.";
    }
    return "There is no such command. '" + command.qualifiedName() + "' has: "
        + String.join(", ", command.subcommands().keySet()) + ".";
  }
}
