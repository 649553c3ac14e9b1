package dev.repostore.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The {@code repostore} command. */
@Command(
    name = "repostore",
    description = "Git repositories for programs and agents.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private Main() {}

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 misused. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::explain)
        .execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    String what = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    command.getErr().println("repostore: " + what);
    return 1;
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
