package dev.repostore.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Adds options and arguments to a command that has no annotations. What was given is in its parse
 * result.
 */
final class Options {

  private final CommandSpec command;

  Options(CommandSpec command) {
    this.command = command;
  }

  private OptionSpec.Builder named(String name, String... description) {
    return OptionSpec.builder(name).description(description);
  }

  /** One value. */
  Options one(String name, String label, Class<?> type, String description) {
    command.addOption(named(name, description).paramLabel(label).type(type).build());
    return this;
  }

  /** A value each time it is given. */
  Options texts(String name, String label, String description) {
    command.addOption(list(name, label, description).build());
    return this;
  }

  /** Values with commas between them. */
  Options listed(String name, String label, String description) {
    command.addOption(list(name, label, description).splitRegex(",").build());
    return this;
  }

  private OptionSpec.Builder list(String name, String label, String description) {
    return named(name, description)
        .paramLabel(label)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class);
  }

  /** The argument at a place, which has to be given. */
  Options argument(int at, String label, Class<?> type, String description) {
    return argument(at, "1", label, type, description);
  }

  /** The argument at a place, if there is one. */
  Options lastArgument(int at, String label, Class<?> type, String description) {
    return argument(at, "0..1", label, type, description);
  }

  private Options argument(int at, String arity, String label, Class<?> type, String description) {
    command.addPositional(PositionalParamSpec.builder()
        .index(String.valueOf(at))
        .arity(arity)
        .required(arity.equals("1"))
        .paramLabel(label)
        .type(type)
        .description(description)
        .build());
    return this;
  }

  /** Given, or not. */
  Options flag(String name, String description) {
    command.addOption(named(name, description).type(boolean.class).build());
    return this;
  }

  /** What every command has. */
  Options help() {
    command.addOption(OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help message and exit.")
        .build());
    command.addOption(OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Print version information and exit.")
        .build());
    return this;
  }
}
