package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Where a store's credential is to be had. */
final class TokenReference {

  private static final int LONGEST = 16_384;
  private static final int SECONDS = 30;

  private TokenReference() {}

  /**
   * The credential.
   *
   * @param store whose it is, to be told in complaints
   * @param reference {@code env:VARIABLE}, {@code file:PATH} or {@code command:…}
   */
  static Secret read(String store, String reference, Map<String, String> environment) {
    String where = reference.replaceFirst("^[a-z]+:", "");
    String value;
    if (reference.startsWith("env:")) {
      value = environment.getOrDefault(where, "");
      require(store, !value.isBlank(), "the variable " + where + " is not set. Set it");
    } else if (reference.startsWith("file:")) {
      value = ofFile(store, path(where, environment));
    } else if (reference.startsWith("command:")) {
      value = ofCommand(store, where);
    } else {
      // Not repeated: somebody may have written the credential itself.
      throw refused(
          store,
          "its token is written as none of env:VARIABLE, file:PATH and command:…. Put the token "
              + "into a variable or a file of its own, and name that");
    }
    return Secret.of(value.strip());
  }

  private static Path path(String where, Map<String, String> environment) {
    return where.startsWith("~/")
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
            .resolve(where.substring(2))
        : Path.of(where);
  }

  private static String ofFile(String store, Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> all = Files.getPosixFilePermissions(file);
        require(
            store,
            all.stream().allMatch(one -> one.name().startsWith("OWNER_")),
            "others can read " + file + ". Run: chmod 600 " + file);
      }
      byte[] bytes = Files.newInputStream(file).readNBytes(LONGEST);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw refused(store, "the file " + file + " cannot be read. Make it, or name another");
    }
  }

  private static String ofCommand(String store, String command) {
    try {
      Process process = new ProcessBuilder("sh", "-c", command)
          .redirectInput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      String value =
          new String(process.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroy();
      require(
          store,
          ended && process.exitValue() == 0 && !value.isBlank(),
          "its command printed none. Run it by hand to see why: " + command);
      return value;
    } catch (IOException failed) {
      throw refused(store, "its command could not be run. Run it by hand to see why: " + command);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw refused(store, "its command was interrupted. Try again");
    }
  }

  private static void require(String store, boolean right, String otherwise) {
    if (!right) {
      throw refused(store, otherwise);
    }
  }

  private static InvalidRequestException refused(String store, String why) {
    return new InvalidRequestException(
        "token", "The store '" + store + "' cannot be opened: " + why + ".");
  }
}
