package dev.repostore.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the commands have in common that do one thing and tell what came of it. They have no
 * annotations: to read those takes a fifth of such a command's time.
 */
abstract class Verb implements Callable<Integer> {

  final CommandSpec command = CommandSpec.wrapWithoutInspection(this);
  final Options options = new Options(command);

  /** @param description what it does, in lines */
  Verb(String... description) {
    command.usageMessage().autoWidth(true).sortOptions(false).description(description);
  }

  /** The command, to be added to a command line; once. */
  final CommandSpec spec() {
    options.help();
    return command;
  }

  /** What was given, once the command line has been understood. */
  final ParseResult given() {
    return command.commandLine().getParseResult();
  }

  final ParameterException misused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
