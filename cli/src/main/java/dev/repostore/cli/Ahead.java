package dev.repostore.cli;

import dev.repostore.repl.StoreAddress;
import dev.repostore.repl.StoreNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Opens the store of a short command, and closes it again, while the command line is still being
 * read: such a command spends most of its time on loading classes, and those of the REST driver may
 * as well come beside those of the command. Nothing depends on it. What fails here fails once more
 * where the command opens its store, and is told there.
 */
final class Ahead implements Runnable {

  private static final Set<String> COMMANDS = Set.of("repo", "token", "clone", "credential");
  private static final String OPTION = "--store";

  private final List<String> arguments;
  private final Map<String, String> environment;

  Ahead(List<String> arguments, Map<String, String> environment) {
    this.arguments = arguments;
    this.environment = environment;
  }

  /** Begins, if the command is likely to need it. */
  static void begin(String[] arguments, Map<String, String> environment) {
    if (arguments.length > 1 && COMMANDS.contains(arguments[0])) {
      Thread thread = new Thread(new Ahead(List.of(arguments), environment), "ahead");
      thread.setDaemon(true); // the command may have ended before this has
      try {
        thread.start();
      } catch (OutOfMemoryError noThread) {
        // The command does it all itself then.
      }
    }
  }

  @Override
  public void run() {
    try {
      open();
    } catch (RuntimeException | Error again) {
      // The command will meet it, too.
    }
  }

  /** Whether there was a store to open. */
  boolean open() {
    String given = given();
    if (StoreNames.isName(StoreNames.meant(given, environment))) {
      return false; // its token may be had by running a command, which must not be run twice
    }
    StoreAddress address = StoreNames.of(environment).resolve(given);
    boolean remote = address.url().toLowerCase(Locale.ROOT).startsWith("repostore:artifacts:");
    if (remote) {
      address.open().close(); // which contacts nobody
    }
    return remote;
  }

  private String given() {
    String store = "";
    for (int at = 1; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (argument.startsWith(OPTION + "=")) {
        store = argument.substring(OPTION.length() + 1);
      } else if (arguments.get(at - 1).equals(OPTION)) {
        store = argument;
      }
    }
    return store;
  }
}
