package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
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
  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  Main() {}

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("serve", Serve::new);
    commands.put("demo", Demo::new);
    commands.put("mcp", Mcp::spec);
    commands.put("audit", AuditCommand::new);
    commands.put("credential", Credential::new);
    commands.put("warm-up", WarmUp::new);
    commands.put("version", PrintVersion::new);
    commands.put("help", HelpCommand::new);
    return commands;
  }

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 misused. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("mcp")) {
      Screen.install(System.getenv());
      Mcp.preload();
    }
    Ending.with(line(args).execute(args.length == 0 ? new String[] {"--help"} : args));
  }

  /** The command for these arguments, which knows the others only if it has to tell of them. */
  static CommandLine line(String... args) {
    CommandLine line = new CommandLine(spec());
    boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals("help");
    COMMANDS.forEach((name, command) -> {
      if (!one || name.equals(args[0])) {
        line.addSubcommand(name, command.get());
      }
    });
    return explained(line);
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
