package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code repostore} command. */
@Command(
    name = "repostore",
    description = "Git repositories for programs and agents.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      Serve.class,
      Demo.class,
      Mcp.class,
      AuditCommand.class,
      Credential.class,
      WarmUp.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  Main() {}

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 misused. */
  public static void main(String[] args) {
    System.exit(line(new Main()).execute(args.length == 0 ? new String[] {"--help"} : args));
  }

  /** A command that explains its failures in a line or two. */
  static CommandLine line(Object command) {
    return new CommandLine(command)
        .registerConverter(Integer.class, Main::number)
        .registerConverter(int.class, Main::number)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::hint)
        .setExecutionExceptionHandler(Main::explain);
  }

  private static int number(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw new TypeConversionException("'" + text + "' is not a whole number of up to 9 digits");
    }
    return Integer.parseInt(text);
  }

  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    String what = failure instanceof FileSystemException
        ? failure.toString() // its message would be a file's name alone
        : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    if (failure instanceof InvalidRequestException) {
      return misused(what, command);
    }
    complain(what, command);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static int hint(ParameterException misuse, String[] args) {
    String what = misuse instanceof UnmatchedArgumentException unknown
        ? unknown(unknown)
        : Objects.requireNonNullElse(misuse.getMessage(), misuse.toString());
    return misused(what, misuse.getCommandLine());
  }

  private static int misused(String what, CommandLine command) {
    complain(what, command);
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static void complain(String what, CommandLine command) {
    command.getErr().println("repostore: " + what);
    if (command.getCommand() instanceof Credential) {
      Credential.quit(command);
    }
  }

  /**
   * Of what a command did not understand only an option's name is shown: the rest may be a token.
   */
  private static String unknown(UnmatchedArgumentException failure) {
    String first = failure.getUnmatched().get(0).replaceFirst("=.*", "");
    if (first.startsWith("-")) {
      return "There is no option '" + first + "'.";
    }
    return failure.getCommandLine().getParent() == null
        ? "There is no command '" + first + "'."
        : "There is an argument too many, or an option's name is missing.";
  }

  @Command(name = "version", description = "Print the version.")
  void version() {
    System.out.println(Version.text());
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {text()};
    }

    static String text() {
      String version = Main.class.getPackage().getImplementationVersion();
      String number = Objects.requireNonNullElse(version, "(unpackaged)");
      return "repostore " + number + ", Java " + Runtime.version();
    }
  }
}
