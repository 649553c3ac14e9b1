package dev.repostore.cli;

import dev.repostore.Secret;
import dev.repostore.repl.JsonText;
import dev.repostore.repl.Table;
import dev.repostore.repl.Terminal;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How a command tells its result: as a table for people, as JSON for programs. */
final class Output {

  private static final String JSON = "--json";
  private static final String NO_JSON = "--no-json";

  private final CommandSpec command;

  /** Adds its option to the command whose result it tells. */
  Output(CommandSpec command) {
    this.command = command;
    command.addOption(OptionSpec.builder(JSON)
        .negatable(true)
        .type(Boolean.class)
        .description(
            "Print JSON, and errors as JSON too. Default: if standard output is no terminal.")
        .build());
  }

  private @Nullable Boolean wanted() {
    return command.commandLine().getParseResult().<@Nullable Boolean>matchedOptionValue(JSON, null);
  }

  /** Whether JSON was asked for, and not only is the default. */
  boolean isJsonAskedFor() {
    return Boolean.TRUE.equals(wanted());
  }

  boolean isJson() {
    Boolean json = wanted();
    return json == null ? !Terminal.showsOutput() : json;
  }

  /**
   * Whether errors are to be told as JSON: if it was asked for, also by a command line that was not
   * understood, or if nobody reads along.
   */
  static boolean isJson(List<String> arguments, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.findOption(JSON) == null && spec.subcommands().isEmpty()) {
      return false; // to a script, say, it may be an argument
    }
    int end = arguments.indexOf("--");
    List<String> options = end < 0 ? arguments : arguments.subList(0, end);
    int yes = options.lastIndexOf(JSON);
    int no = options.lastIndexOf(NO_JSON);
    if (yes >= 0 || no >= 0) {
      return yes > no;
    }
    return !Terminal.showsOutput() && !Terminal.showsErrors();
  }

  /** Prints the result, and gives what a command ends with that has one. */
  int print(Object value) {
    return line(isJson() ? JsonText.of(value) : Table.of(value).fit(Terminal.width()));
  }

  /** Prints a line as it is. */
  int line(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.println(text);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /** Tells people something beside the result, on standard error. */
  void note(String text) {
    if (!isJson()) {
      PrintWriter err = command.commandLine().getErr();
      err.println("repostore: " + Secret.mask(text));
      err.flush();
    }
  }
}
