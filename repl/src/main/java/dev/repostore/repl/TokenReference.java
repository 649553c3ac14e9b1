package dev.repostore.repl;

import dev.repostore.AccessRefusedException;
import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Where a store's credential is to be had. What a reference says is repeated only where it cannot
 * be the credential itself, which somebody may have written by mistake.
 */
final class TokenReference {

  /** Longer than any token. */
  static final int LONGEST = 16_384;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SHAPES = "env:VARIABLE, file:PATH or command:…";

  private final String store;
  private final Map<String, String> environment;
  private final Duration patience;

  private TokenReference(String store, Map<String, String> environment, Duration patience) {
    this.store = store;
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * The credential.
   *
   * @param store whose it is, to be told in complaints
   * @param reference {@code env:VARIABLE}, {@code file:PATH} or {@code command:…}
   * @throws InvalidRequestException if the reference is none
   * @throws AccessRefusedException if there is no credential where it points
   */
  static Secret read(String store, String reference, Map<String, String> environment) {
    return read(store, reference, environment, PATIENCE);
  }

  /** As the other, with how long a command may take. */
  static Secret read(
      String store, String reference, Map<String, String> environment, Duration patience) {
    require(store, reference);
    String where = reference.substring(reference.indexOf(':') + 1).strip();
    TokenReference of = new TokenReference(store, environment, patience);
    String value = switch (reference.charAt(0)) {
      case 'e' -> of.ofVariable(where);
      case 'f' -> of.ofFile(where);
      default -> of.ofCommand(where);
    };
    try {
      return Secret.of(value.strip());
    } catch (InvalidRequestException notOne) {
      throw of.refused(
          "what its token's reference leads to is not one line. Put the token there" + " alone");
    }
  }

  /** @throws InvalidRequestException if the reference is none; it is not repeated */
  static void require(String store, String reference) {
    if (!reference.matches("(?s)(env|file|command):\\s*\\S.*")) {
      throw new InvalidRequestException(
          "token",
          "The token of the store '" + Visible.line(store) + "' is not written as " + SHAPES
              + ", and never stands in the file itself. Put the token into a variable or a file of"
              + " its own, and name that.");
    }
  }

  private String ofVariable(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      boolean shown = name.matches("[A-Z_][A-Z0-9_]{0,63}");
      throw refused(
          "the variable " + (shown ? name : "that has its token") + " is not set. Set it");
    }
    return value;
  }

  private String ofFile(String where) {
    Path file = where.startsWith("~/")
        ? StoreNames.home(environment).resolve(where.substring(2))
        : Path.of(where);
    if (!file.isAbsolute()) {
      throw refused("the file of its token is not named in full. Write file:/PATH or file:~/PATH");
    }
    try {
      if (!Files.isRegularFile(file)) {
        throw refused("there is no file " + file + ". Make it, or name another");
      }
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> all = Files.getPosixFilePermissions(file);
        if (!all.stream().allMatch(one -> one.name().startsWith("OWNER_"))) {
          throw refused("others may read or write " + file + ". Run: chmod 600 " + file);
        }
      }
      try (InputStream in = Files.newInputStream(file)) {
        return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      }
    } catch (IOException unreadable) {
      throw refused("the file " + file + " cannot be read. Make it readable, or name another");
    }
  }

  private String ofCommand(String command) {
    try {
      String printed = new TokenCommand(command, patience).run();
      if (!printed.isBlank()) {
        return printed;
      }
      throw refused("the command for its token printed none. Run it by hand to see why");
    } catch (IOException failed) {
      throw refused(
          "the command for its token " + failed.getMessage() + ". Run it by hand to see why");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw refused("the command for its token was interrupted. Try again");
    }
  }

  private AccessRefusedException refused(String why) {
    return new AccessRefusedException(
        "The store '" + Visible.line(store) + "' cannot be opened: " + why + ".");
  }
}
