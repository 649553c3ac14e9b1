package dev.repostore.cli;

import dev.repostore.Secret;
import dev.repostore.repl.Terminal;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/**
 * Which token is meant: by its id, or by its value, which is never an argument. Process lists and
 * histories show those.
 */
final class GivenToken {

  private static final int LONGEST_ID = 64;
  private static final int LONGEST_VALUE = 16_384;

  private final Verb command;

  /** Adds what says so to a command. */
  GivenToken(Verb command) {
    this.command = command;
    command
        .options
        .argument(0, "REPO", String.class, "The repo.")
        .lastArgument(
            1, "TOKEN", String.class, "The token's id, or - to read its value from standard input.")
        .one("--env", "VARIABLE", String.class, "The environment variable that has its value.");
  }

  /** Its value; empty if its {@link #id} was given. */
  Optional<Secret> value(Map<String, String> environment) throws IOException {
    String variable = command.given().<@Nullable String>matchedOptionValue("--env", null);
    if (command.given().hasMatchedPositional(1) == (variable != null)) {
      throw misused(
          "Say which token is meant: by its id, by - with its value on standard input, or by --env"
              + " VARIABLE.");
    }
    if (variable != null) {
      return Optional.of(ofVariable(variable, environment));
    }
    if (id().equals("-")) {
      return Optional.of(secret(read(), "on standard input"));
    }
    if (looksLikeAValue(id())) {
      throw misused(
          "That looks like a token's value, and was not read: process lists and histories show what"
              + " is on a command line, so others may have it now. Revoke it by its id, which"
              + " 'repostore token list' shows, and pass values on standard input (-) or in a"
              + " variable (--env).");
    }
    return Optional.empty();
  }

  /** Whose token it is. */
  String repo() {
    return command.given().matchedPositionalValue(0, "");
  }

  String id() {
    return command.given().matchedPositionalValue(1, "");
  }

  private static boolean looksLikeAValue(String text) {
    return text.length() > LONGEST_ID
        || text.contains("?expires=")
        || !Secret.mask(text).equals(text);
  }

  private Secret ofVariable(String name, Map<String, String> environment) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || looksLikeAValue(name)) {
      throw misused("--env wants the name of a variable, and not its value.");
    }
    return secret(environment.getOrDefault(name, ""), "in the variable of --env");
  }

  private Secret secret(String text, String where) {
    if (text.isBlank() || text.strip().chars().anyMatch(Character::isISOControl)) {
      throw misused("There is no token " + where + ". Put its value there, and nothing else.");
    }
    return Secret.of(text.strip());
  }

  /** On a terminal, which shows nothing of it then, or from wherever it comes. */
  private static String read() throws IOException {
    Optional<Console> person = Terminal.person();
    if (person.isEmpty()) {
      return new String(System.in.readNBytes(LONGEST_VALUE), StandardCharsets.UTF_8);
    }
    char[] typed = person.get().readPassword("The token's value: ");
    return typed == null ? "" : new String(typed);
  }

  private ParameterException misused(String message) {
    return command.misused(message);
  }
}
