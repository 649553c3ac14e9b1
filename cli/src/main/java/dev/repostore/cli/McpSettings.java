package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.spi.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Refuses settings of the server of tools that can never work, before it starts: an agent that
 * hears of them at its first call cannot mend them. Opens no store.
 */
final class McpSettings {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern HOST =
      Pattern.compile("\\[[0-9A-Fa-f:.]+\\]|[\\p{L}\\p{N}_]([\\p{L}\\p{N}._-]*)");

  private final CommandLine command;

  McpSettings(CommandLine command) {
    this.command = command;
  }

  void requireStore(String name, String url) {
    require(
        NAME.matcher(name).matches(),
        "The store's name '" + name + "' is none: it has letters, digits, - and _. Write --store"
            + " NAME=URL.");
    try {
      StoreConfig.parse(url, null);
    } catch (InvalidRequestException malformed) {
      throw misused("The store '" + name + "' cannot be opened: " + malformed.getMessage());
    }
  }

  void requireHosts(String option, List<String> hosts) {
    for (String host : hosts) {
      require(
          HOST.matcher(host).matches(),
          option + " wants names of hosts, such as git.example.org, and '" + host
              + "' is none: no URL, no path, no port, nothing empty.");
    }
  }

  void requireRoot(Path root) {
    require(
        root.toAbsolutePath().normalize().getParent() != null,
        "The workspace cannot be '" + root + "'. Give --root a folder of its own.");
  }

  void requireAudit(@Nullable Path audit) {
    if (audit == null) {
      return;
    }
    require(!Files.isDirectory(audit), "--audit wants a file, and '" + audit + "' is a folder.");
    require(
        !Files.exists(audit) || Files.isRegularFile(audit),
        "--audit wants a plain file, and '" + audit + "' is none.");
    Path folder = audit.toAbsolutePath().getParent();
    require(
        folder != null && Files.isDirectory(folder),
        "--audit cannot write '" + audit + "': its folder is not there. Make it, or name another.");
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw misused(otherwise);
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(command, message);
  }
}
