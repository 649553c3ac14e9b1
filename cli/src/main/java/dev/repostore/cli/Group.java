package dev.repostore.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Commands that begin with the same word, as {@code repo create} and {@code repo list}. Only the
 * one that is meant is made.
 */
final class Group implements Runnable {

  private final String description;
  private final Map<String, Supplier<CommandSpec>> commands = new LinkedHashMap<>();
  private final CommandSpec command = CommandSpec.wrapWithoutInspection(this);

  private Group(String description) {
    this.description = description;
  }

  private Group with(String name, Supplier<CommandSpec> made) {
    commands.put(name, made);
    return this;
  }

  static Group ofRepos() {
    return new Group("Make, find, list and delete the repos of a store.")
        .with("create", () -> new RepoCreate().spec())
        .with("list", () -> new RepoList().spec())
        .with("get", () -> new RepoGet().spec())
        .with("fork", () -> new RepoFork().spec())
        .with("import", () -> new RepoImport().spec())
        .with("delete", () -> new RepoDelete().spec());
  }

  static Group ofTokens() {
    return new Group("Make, list, check and revoke the tokens that let Git into a repo.")
        .with("mint", () -> new TokenMint().spec())
        .with("list", () -> new TokenList().spec())
        .with("validate", () -> new TokenValidate().spec())
        .with("revoke", () -> new TokenRevoke().spec());
  }

  static Group ofStores() {
    return new Group("Give stores names, to be used for their URLs.")
        .with("list", () -> new StoresList().spec())
        .with("add", () -> new StoresAdd().spec())
        .with("remove", () -> new StoresRemove().spec());
  }

  /** @param meant the word after the group's own, if there is one */
  CommandSpec spec(String meant) {
    command
        .usageMessage()
        .description(description)
        .autoWidth(true)
        .synopsisSubcommandLabel("COMMAND");
    new Options(command).help();
    commands.forEach((name, made) -> {
      if (!commands.containsKey(meant) || name.equals(meant)) {
        command.addSubcommand(name, made.get());
      }
    });
    return command;
  }

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "A word is missing after '" + command.qualifiedName() + "': "
            + String.join(", ", commands.keySet()) + ".");
  }
}
