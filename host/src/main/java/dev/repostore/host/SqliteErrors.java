package dev.repostore.host;

import dev.repostore.HostError;
import dev.repostore.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's errors mean for a caller. None of them leaves anything half done. */
final class SqliteErrors {

  private static final int PRIMARY_CODE = 0xff;

  private SqliteErrors() {}

  static StoreUnavailableException of(SQLException error, Path file) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(error.getErrorCode() & PRIMARY_CODE);
    return switch (code) {
      case SQLITE_FULL ->
        unavailable(
            "The disk that holds " + file.getParent() + " is full. Nothing was changed; free some "
                + "space and try again.",
            true,
            error);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
        unavailable(
            "The metadata in " + file
                + " is damaged. Stop the host, put a backup of the data folder "
                + "in its place, and start again.",
            false,
            error);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
        unavailable(
            "The metadata in " + file
                + " cannot be opened for writing. Make the data folder and all "
                + "in it writable for the user the host runs as.",
            false,
            error);
      default ->
        unavailable(
            "The metadata in " + file + " could not be read or written (" + code.name()
                + "). Nothing was changed; try again, and look at the disk if it stays so.",
            true,
            error);
    };
  }

  private static StoreUnavailableException unavailable(
      String message, boolean retryable, SQLException cause) {
    return new StoreUnavailableException(
        message, retryable, new HostError(HostErrors.INTERNAL_ERROR, message), cause);
  }
}
