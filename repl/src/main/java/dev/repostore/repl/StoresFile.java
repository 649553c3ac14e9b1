package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The file that has the names of stores. */
final class StoresFile {

  private StoresFile() {}

  /**
   * What is in it; nothing if it is not there.
   *
   * @throws InvalidRequestException with field {@code stores} if it cannot be read, or if everybody
   *     can write it: its commands would be theirs
   */
  static Properties read(Path file) {
    Properties named = new Properties();
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unreadable(file, "it is no file", null);
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      named.load(reader);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
        throw unusable(
            "Everybody can write the file of named stores " + file + ", and could have tokens sent"
                + " anywhere. Look at it, and run: chmod 600 " + file + ".",
            null);
      }
    } catch (NoSuchFileException none) {
      // Nothing is configured, as with most users.
    } catch (IOException | IllegalArgumentException malformed) {
      throw unreadable(file, String.valueOf(malformed.getMessage()), malformed);
    }
    return named;
  }

  /** Puts a line for each pair behind the other lines, and takes away what was there of a name. */
  static void replace(Path file, String name, List<String> added) {
    try {
      List<String> lines = without(file, name);
      lines.addAll(added);
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, permissions("rwx------"));
      }
      Path real = Files.exists(file) ? file.toRealPath() : file; // a link stays one
      Path fresh = Files.createTempFile(
          Objects.requireNonNull(real.toAbsolutePath().getParent()),
          ".stores",
          "",
          permissions("rw-------"));
      try {
        Files.write(fresh, lines);
        Files.move(
            fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException failed) {
      throw new StoreUnavailableException(
          "The file of named stores " + file + " cannot be written (" + failed
              + "). Make its folder one of yours, or set XDG_CONFIG_HOME to another.",
          null,
          failed);
    }
  }

  /** Its lines but those of a name; a line that ends in a backslash goes on in the next. */
  private static List<String> without(Path file, String name) throws IOException {
    List<String> kept = new ArrayList<>();
    boolean dropping = false;
    boolean goesOn = false;
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      dropping = goesOn ? dropping : isOf(line, name);
      goesOn = goesOn(line, goesOn);
      if (!dropping) {
        kept.add(line);
      }
    }
    return kept;
  }

  private static boolean isOf(String line, String name) {
    String key = line.strip().replaceFirst("[\\s:=].*", "");
    return key.equals(name + ".url") || key.equals(name + ".token");
  }

  private static boolean goesOn(String line, boolean within) {
    boolean comment = !within && line.strip().matches("[#!].*");
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return !comment && (line.length() - end) % 2 == 1;
  }

  static String line(String key, String value) {
    return key + "=" + value.replace("\\", "\\\\");
  }

  private static FileAttribute<?> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  private static InvalidRequestException unreadable(
      Path file, String why, @Nullable Throwable cause) {
    return unusable(
        "The file of named stores " + file + " cannot be read: " + why.replaceFirst("\\.$", "")
            + ". Mend it, or move it away.",
        cause);
  }

  private static InvalidRequestException unusable(String message, @Nullable Throwable cause) {
    return new InvalidRequestException("stores", message, null, cause);
  }
}
