package dev.repostore.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Print a script that has a shell complete this command and its options.",
      "",
      "  bash:  source <(repostore completion bash)",
      "  zsh:   source <(repostore completion zsh)",
      "",
      "Put that line into ~/.bashrc or ~/.zshrc.",
      ""
    })
final class Completion implements Callable<Integer> {

  /** Which shell. */
  enum For {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private For shell = For.BASH;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("repostore", new CommandLine(Main.line().getCommandSpec()));
    command.commandLine().getOut().print(shell == For.ZSH ? forZsh(script) : script);
    command.commandLine().getOut().flush();
    return 0;
  }

  /** Zsh completes by scripts for bash, once it is told to. */
  private static String forZsh(String script) {
    return "autoload -U +X compinit && compinit\n" + "autoload -U +X bashcompinit && bashcompinit\n"
        + script;
  }
}
