package dev.repostore.git;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import org.jspecify.annotations.Nullable;

/** Says in words what is wrong with a file of this machine: Java tells it by classes. */
final class LocalFault {

  private static final String FULL = "No space left on device";

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
    return io != null && Failures.reason(io).contains(FULL)
        ? "there is no room left on the disk. Make some, or name a folder on another disk."
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
