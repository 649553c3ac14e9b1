package dev.repostore.git;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in words what is wrong with a file of this machine: Java tells it by classes. */
final class LocalFault {

  private static final String FULL = "No space left on device";

  private static final Set<String> SYSTEMS = Set.of(
      "Permission denied",
      "Read-only file system",
      "Disk quota exceeded",
      "File too large",
      "Input/output error",
      "Too many open files");

  private LocalFault() {}

  /** What is wrong and what to do; null if that was not a file's fault. */
  static @Nullable String words(Throwable failed) {
    FileSystemException file = Failures.in(failed, FileSystemException.class);
    if (file != null) {
      return words(file);
    }
    FileNotFoundException unopened = Failures.in(failed, FileNotFoundException.class);
    if (unopened != null) {
      return unopened.getMessage() + ". Check that it is there and may be read and written.";
    }
    if (Failures.in(failed, ReadOnlyFileSystemException.class) != null) {
      return "the file system is read-only. Name a folder that can be written to.";
    }
    IOException io = Failures.in(failed, IOException.class);
    if (io == null) {
      return null;
    }
    String reason = Failures.reason(io);
    if (reason.contains(FULL)) {
      return "there is no room left on the disk. Make some, or name a folder on another disk.";
    }
    // So Java says it of temporary files; a connection's is another class, or says more.
    return SYSTEMS.contains(reason)
        ? "a file here cannot be written: " + reason.toLowerCase(Locale.ROOT)
            + ". Check that the folder is whole, can be written to and has room."
        : null;
  }

  private static String words(FileSystemException file) {
    String name = "'" + PathRule.printable(String.valueOf(file.getFile())) + "' ";
    if (file instanceof AccessDeniedException) {
      return name + "cannot be written or read: permission is denied. Let this user write there, or"
          + " name a folder where it may.";
    }
    if (file instanceof NoSuchFileException) {
      return name + "is not there. Check that the folder is whole.";
    }
    if (file instanceof NotDirectoryException) {
      return name + "is a file where a folder is needed. Name another folder.";
    }
    String why = file.getReason();
    String kind = file.getClass().getSimpleName().replace("Exception", "");
    return name + "cannot be used: " + (why == null ? kind : why)
        + ". Check that the folder is whole, can be written to and has room.";
  }
}
