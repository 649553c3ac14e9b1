package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code repostore} command. */
public final class Main {
  private static final List<String> COMMANDS =
      List.of("serve", "demo", "mcp", "repl", "run", "audit", "credential", "warm-up", "version", "help");

  Main() {}

  private static Object command(String name) {
    return switch (name) {
      case "serve" -> new Serve();
      case "demo" -> new Demo();
      case "mcp" -> Mcp.spec();
      case "repl" -> new Repl();
      case "run" -> Run.spec();
      case "audit" -> new AuditCommand();
      case "credential" -> new Credential();
      case "warm-up" -> new WarmUp();
      case "version" -> new PrintVersion();
      default -> new HelpCommand();
    };
  }

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 misused. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("mcp")) {
      Screen.install(System.getenv());
    }
    Ending.with(line(args).execute(args.length == 0 ? new String[] {"--help"} : args));
  }

  /** The command for these arguments, which knows the others only if it has to tell of them. */
  static CommandLine line(String... args) {
    CommandLine line = new CommandLine(spec());
    boolean one = args.length > 0 && COMMANDS.contains(args[0]) && !args[0].equals("help");
    for (String name : one ? List.of(args[0]) : COMMANDS) {
      line.addSubcommand(name, command(name));
    }
    return explained(line);
  }

  /** A command under its name. */
  static CommandLine line(String name, CommandSpec command) {
    return explained(new CommandLine(spec()).addSubcommand(name, command));
  }

  /** Without annotations, which take long to read: see {@link Mcp}. */
  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(new Main())
        .name("repostore")
        .versionProvider(new Version());
    spec.usageMessage()
        .description("Git repositories for programs and agents.")
        .synopsisSubcommandLabel("COMMAND");
    new Options(spec).help();
    return spec;
  }

  /** A command that explains its failures in a line or two. */
  static CommandLine line(Object command) {
    return explained(new CommandLine(command));
  }

  private static CommandLine explained(CommandLine line) {
    return line.registerConverter(Integer.class, Main::number)
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
  static final class PrintVersion implements Runnable {
    @Override
    public void run() {
      System.out.println(Version.text());
    }
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
