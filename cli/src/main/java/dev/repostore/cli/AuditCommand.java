package dev.repostore.cli;

import dev.repostore.mcp.AuditFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with an audit file. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Check what 'repostore mcp --audit FILE' has written.",
    synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check that every line is as it was written: one changed byte is found, and so is a line that was "
            + "taken out, put in or moved. Lines taken off the end are not: compare their number.",
        "",
        "Exits with 0 if all is well, with 1 if not, and with 2 if the file cannot be read.",
        ""
      })
  int verify(@Parameters(paramLabel = "FILE", description = "The audit file.") Path file) {
    AuditFile.Verdict verdict;
    try {
      verdict = AuditFile.verify(file);
    } catch (IOException unreadable) {
      command
          .commandLine()
          .getErr()
          .println("repostore: "
              + (Files.exists(file)
                  ? "The file " + file
                      + " cannot be read. Check that it is a file, and yours to read."
                  : "There is no file " + file
                      + ". Name what 'repostore mcp --audit FILE' wrote."));
      return 2;
    }
    if (verdict.whole()) {
      command.commandLine().getOut().println(verdict.lines() + " lines, all as they were written");
      return 0;
    }
    command
        .commandLine()
        .getErr()
        .println("repostore: line " + verdict.brokenLine() + " of " + file
            + " is not as it was written; the " + verdict.lines() + " before it are.");
    return 1;
  }
}
