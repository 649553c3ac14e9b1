package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/** A token in a file that only its owner can read. */
final class KeptToken {

  private KeptToken() {}

  /** The API token of a host, as {@link #madeIn(Path, String)} has it. */
  static Secret madeIn(Path file) {
    return madeIn(file, "REPOSTORE_API_TOKEN");
  }

  /**
   * The token in {@code file}; at the first start one is made and kept there.
   *
   * @param variable what can hold it instead
   */
  static Secret madeIn(Path file, String variable) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
    } catch (IOException failed) {
      throw new CommandFailedException(
          "Could not keep a token in " + file + ": " + reason(failed)
              + ". Use a data folder that can be written, or set " + variable + ".",
          failed);
    }
    return readFrom(file);
  }

  /** The token that somebody put into {@code file}, without the line break after it. */
  static Secret readFrom(Path file) {
    try {
      return Secret.of(Files.readString(file).strip());
    } catch (InvalidRequestException notOne) {
      throw new CommandFailedException(
          file + " must hold one token and nothing else. Put one in, or remove the file.", notOne);
    } catch (IOException failed) {
      throw new CommandFailedException(
          "Could not read the token in " + file + ": " + reason(failed) + ".", failed);
    }
  }

  /** Says so if anybody but the owner may read the file. */
  static void warnOfReaders(Path file, Consumer<String> warn) {
    if (othersMayRead(file)) {
      warn.accept(
          "Others can read the token in " + file + ". Run: chmod 600 " + Shell.quoted(file));
    }
  }

  static boolean othersMayRead(Path file) {
    try {
      return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** Whole or not at all, and never over another's: two first starts agree on one token. */
  private static void make(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
    Path fresh = Files.createTempFile(folder, ".api-token", "", permissions("rw-------"));
    try {
      write(fresh);
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException lost) {
      // The other one's token it is.
    } catch (FileSystemException | UnsupportedOperationException noLinks) {
      Files.move(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  private static void write(Path file) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String line = "repostore_" + HexFormat.of().formatHex(random) + "\n";
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.US_ASCII.encode(line));
      channel.force(true);
    }
  }

  private static String reason(IOException failed) {
    if (failed instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return failed instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : failed.getClass().getSimpleName();
  }
}
