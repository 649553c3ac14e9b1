package dev.repostore.host;

import dev.repostore.HostError;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings a database up to date: numbered SQL files, each applied once, in order, all in one
 * transaction with the note that it was.
 */
final class Migrations {

  /** The files, version 1 first. Once released, one is never changed; add another. */
  static final List<String> FILES = List.of(
      "V0001__namespaces_repos_tokens.sql",
      "V0002__search_names.sql",
      "V0003__tokens_by_expiry.sql");

  private Migrations() {}

  /** @throws StoreUnavailableException if a newer program has written the database */
  static void apply(Session session, List<String> files, Path database) throws SQLException {
    session.script("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, "
        + "name TEXT NOT NULL)");
    session.update("BEGIN IMMEDIATE");
    try {
      int there = session
          .first("SELECT coalesce(max(version), 0) FROM schema_version", line -> line.getInt(1))
          .orElse(0);
      refuseNewer(there, files.size(), database);
      for (int version = there + 1; version <= files.size(); version++) {
        String name = files.get(version - 1);
        session.script(read(name));
        session.update("INSERT INTO schema_version (version, name) VALUES (?, ?)", version, name);
      }
      session.update("COMMIT");
    } catch (SQLException | RuntimeException failed) {
      session.update("ROLLBACK");
      throw failed;
    }
  }

  private static void refuseNewer(int there, int known, Path database) {
    if (there > known) {
      String message = "The metadata in " + database + " was written by a newer version of "
          + "RepoStore (its schema is " + there + ", this version knows up to " + known
          + "). Start that version, or use another data folder.";
      throw new StoreUnavailableException(
          message, false, new HostError(HostErrors.INTERNAL_ERROR, message), null);
    }
  }

  private static String read(String name) {
    try (InputStream file = Migrations.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The migration " + name + " is not in the program.");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
