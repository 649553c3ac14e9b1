package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMetadataTest {

  @TempDir
  Path folder;

  @Test
  void migrationsAreAppliedOnceInOrder() throws SQLException {
    Path file = folder.resolve("metadata.db");
    SqliteMetadata.open(file).close();
    SqliteMetadata.open(file).close();

    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement();
        var rows = statement.executeQuery("SELECT version, name FROM schema_version ORDER BY 1")) {
      for (String name : Migrations.FILES) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(2)).isEqualTo(name);
        assertThat(name).startsWith("V%04d__".formatted(rows.getInt(1)));
      }
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void newerSchemaIsRefused() throws SQLException {
    Path file = folder.resolve("metadata.db");
    SqliteMetadata.open(file).close();
    execute(file, "INSERT INTO schema_version VALUES (9999, 'V9999__later.sql')");

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> SqliteMetadata.open(file))
        .withMessageContaining("9999")
        .withMessageContaining("newer version")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void failedMigrationLeavesTheDatabaseAsItWas() throws SQLException {
    Path file = folder.resolve("metadata.db");
    try (Session session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file))) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() ->
              Migrations.apply(session, List.of(Migrations.FILES.get(0), "broken.sql"), file));
      assertThat(session.all("SELECT name FROM sqlite_master", line -> line.getString(1)))
          .containsExactly("schema_version");
      Migrations.apply(session, Migrations.FILES, file);
    }
  }

  @Test
  void damagedDatabaseIsToldAndLeftAlone() throws IOException {
    Host.open(HostSettings.in(folder)).close();
    Path file = folder.resolve("metadata.db");
    byte[] damaged = "this is no database, whatever its name says. "
        .repeat(200)
        .getBytes(StandardCharsets.UTF_8);
    Files.write(file, damaged);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> Host.open(HostSettings.in(folder)))
        .withMessageContaining("damaged")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
    assertThat(file).hasBinaryContent(damaged);
  }

  /** A page limit is to SQLite what a full disk is: it fails with the same error. */
  @Test
  void fullDiskChangesNothingAndPassesWhenThereIsSpaceAgain() throws SQLException {
    Path file = folder.resolve("metadata.db");
    Session session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file));
    session.script("CREATE TABLE t (v BLOB)");
    try (WriteQueue queue = new WriteQueue(session, file)) {
      long pages = queue.run(
          open -> open.first("PRAGMA page_count", line -> line.getLong(1)).orElseThrow());
      queue.run(open -> open.first("PRAGMA max_page_count = " + (pages + 2), line -> 0));

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> queue.run(open -> {
            open.update("INSERT INTO t VALUES (1)");
            return open.update("INSERT INTO t VALUES (zeroblob(1000000))");
          }))
          .withMessageContaining("full")
          .satisfies(e -> assertThat(e.retryable()).isTrue());
      assertThat(count(queue)).isZero();

      queue.run(open -> open.first("PRAGMA max_page_count = 1000000", line -> 0));
      queue.run(open -> open.update("INSERT INTO t VALUES (zeroblob(1000000))"));
      assertThat(count(queue)).isEqualTo(1);
    }
  }

  @Test
  void oneFailedChangeLeavesThoseBesideItAlone() throws Exception {
    Path file = folder.resolve("metadata.db");
    Session session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file));
    session.script("CREATE TABLE t (v INTEGER UNIQUE)");
    try (WriteQueue queue = new WriteQueue(session, file)) {
      var together = Together.run(16, i -> {
        try {
          queue.run(open -> {
            open.update("INSERT INTO t VALUES (?)", i);
            return open.update("INSERT INTO t VALUES (?)", i % 2 == 0 ? 100 + i : 0 * i + i);
          });
          return true;
        } catch (StoreUnavailableException refused) {
          return false;
        }
      });

      assertThat(together.stream().filter(ok -> ok)).hasSize(8);
      assertThat(count(queue)).isEqualTo(16);
    }
  }

  /** What makes a page of 100,000 repos as cheap as one of ten. */
  @Test
  void pagesAreReadFromTheIndexOfTheirOrder() throws SQLException {
    Path file = folder.resolve("metadata.db");
    SqliteMetadata.open(file).close();
    try (Session session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file))) {
      for (String text : new String[] {"", "ab"}) {
        List<Object> values = new ArrayList<>();
        String from = new SqliteRepoSearch(text).from(session, 1, values);
        for (String order : List.of("created_at", "updated_at", "last_push_at")) {
          String plan = plan(
              session,
              SqliteRepos.COLUMNS + from + " AND (r." + order
                  + ", r.name_key) < (5, 'x') ORDER BY r." + order
                  + " DESC, r.name_key DESC LIMIT 51 OFFSET 0",
              values);
          assertThat(plan).contains("SEARCH r USING INDEX repos_by_").doesNotContain("B-TREE");
        }
      }
    }
  }

  @Test
  void rareNamesAreLookedUpInTheirIndexFirst() throws SQLException {
    Path file = folder.resolve("metadata.db");
    SqliteMetadata.open(file).close();
    try (Session session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file))) {
      List<Object> values = new ArrayList<>();
      String from = new SqliteRepoSearch("abc").from(session, 1, values);

      assertThat(plan(session, SqliteRepos.COLUMNS + from + " ORDER BY r.name_key", values))
          .startsWith("SCAN f VIRTUAL TABLE")
          .contains("SEARCH r USING INTEGER PRIMARY KEY");
    }
  }

  private static String plan(Session session, String sql, List<Object> values) throws SQLException {
    return String.join(
        "\n",
        session.all("EXPLAIN QUERY PLAN " + sql, line -> line.getString(4), values.toArray()));
  }

  private static long count(WriteQueue queue) {
    return queue.run(
        open -> open.first("SELECT count(*) FROM t", line -> line.getLong(1)).orElseThrow());
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
