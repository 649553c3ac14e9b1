package dev.repostore.cli;

import dev.repostore.repl.Outlet;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code repostore} command. */
public final class Main {
  private static final List<String> COMMANDS = List.of(
      "serve",
      "demo",
      "repo",
      "token",
      "clone",
      "stores",
      "mcp",
      "repl",
      "run",
      "audit",
      "credential",
      "doctor",
      "completion",
      "warm-up",
      "version",
      "help");

  Main() {}

  /** @param next the word after the command's, or an empty one */
  private static Object command(String name, String next) {
    return switch (name) {
      case "serve" -> new Serve();
      case "demo" -> new Demo();
      case "repo" -> Group.ofRepos().spec(next);
      case "token" -> Group.ofTokens().spec(next);
      case "clone" -> new CloneRepo().spec();
      case "stores" -> Group.ofStores().spec(next);
      case "mcp" -> Mcp.spec();
      case "repl" -> new Repl();
      case "run" -> Run.spec();
      case "audit" -> new AuditCommand();
      case "credential" -> new Credential();
      case "doctor" -> new Doctor().spec();
      case "completion" -> new Completion();
      case "warm-up" -> new WarmUp();
      case "version" -> new PrintVersion();
      default -> new ShowHelp();
    };
  }

  /**
   * Runs one command and exits with its status: 0 done, 1 failed, 2 misused, 4 refused for its
   * credential.
   */
  public static void main(String[] args) {
    // Picocli would look for Groovy, in all jars.
    System.setProperty("picocli.disable.closures", "true");
    String[] arguments = args.length == 0 ? new String[] {"--help"} : args;
    if (arguments[0].equals("mcp")) {
      Screen.install(System.getenv());
      Ending.with(line(args).execute(arguments)); // that its client has gone is how it ends
    }
    Ahead.begin(arguments, System.getenv());
    Outlet.install();
    CommandLine line = line(args);
    int status = line.execute(arguments);
    Ending.with(Outlet.ended(status, failure -> Explanation.unwritten(failure, line, arguments)));
  }

  /** The command for these arguments, which knows the others only if it has to tell of them. */
  static CommandLine line(String... args) {
    CommandLine line = new CommandLine(spec());
    boolean one = args.length > 0 && COMMANDS.contains(args[0]) && !args[0].equals("help");
    for (String name : one ? List.of(args[0]) : COMMANDS) {
      line.addSubcommand(name, command(name, one && args.length > 1 ? args[1] : ""));
    }
    return explained(line);
  }

  /** A command under its name. */
  static CommandLine line(String name, CommandSpec command) {
    return explained(new CommandLine(spec()).addSubcommand(name, command));
  }

  /** Without annotations, which take long to read: see {@link Mcp}. */
  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(new Main()).name("repostore");
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
    tellVersion(line);
    return line.registerConverter(Integer.class, Main::number)
        .registerConverter(int.class, Main::number)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Explanation::misused)
        .setExecutionExceptionHandler(Explanation::failed);
  }

  /** With {@code --version}, whichever command it is given to. */
  private static void tellVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::tellVersion);
  }

  private static int number(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw new TypeConversionException("'" + text + "' is not a whole number of up to 9 digits");
    }
    return Integer.parseInt(text);
  }

  /** What {@code --help} shows after the same words. */
  @Command(
      name = "help",
      helpCommand = true,
      mixinStandardHelpOptions = true,
      description = "Show how a command is used.")
  static final class ShowHelp implements Runnable {

    @Parameters(
        paramLabel = "COMMAND",
        arity = "0..*",
        description = "The command, as 'repo list'. Default: all that there are.")
    private List<String> words = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Override
    public void run() {
      CommandLine asked = command.commandLine();
      CommandLine shown = line(words.toArray(String[]::new)).setErr(asked.getErr());
      for (String word : words) {
        CommandLine next = shown.getSubcommands().get(word);
        if (next == null) {
          throw new UnmatchedArgumentException(shown, List.of(word));
        }
        shown = next;
      }
      shown.usage(asked.getOut());
    }
  }

  @Command(name = "version", mixinStandardHelpOptions = true, description = "Print the version.")
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
