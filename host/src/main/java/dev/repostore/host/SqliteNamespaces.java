package dev.repostore.host;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of namespaces. */
final class SqliteNamespaces {

  private static final String LIST = "namespaces";
  private static final String SELECT =
      "SELECT id, name, jurisdiction, repo_count, created_at, updated_at FROM namespaces ";

  /** A namespace with its number in the database. */
  record Numbered(long id, NamespaceRow row) {}

  private SqliteNamespaces() {}

  /** What names are compared by. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static boolean add(Session session, NamespaceRow row) throws SQLException {
    return session.update(
            "INSERT INTO namespaces (name, name_key, jurisdiction, created_at, updated_at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (name_key) DO NOTHING",
            row.name(),
            key(row.name()),
            row.jurisdiction(),
            row.createdAt().toEpochMilli(),
            row.updatedAt().toEpochMilli())
        == 1;
  }

  static Optional<Numbered> find(Session session, String name) throws SQLException {
    return session.first(SELECT + "WHERE name_key = ?", SqliteNamespaces::read, key(name));
  }

  static Rows<NamespaceRow> list(Session session, int limit, @Nullable String cursor, int page)
      throws SQLException {
    Cursor after = Cursor.decode(cursor, LIST);
    // By number, which is the order they were made in even if the clock was set back.
    List<Numbered> found = session.all(
        SELECT + "WHERE id > ? ORDER BY id LIMIT ? OFFSET ?",
        SqliteNamespaces::read,
        after == null ? 0 : after.key(),
        limit + 1,
        after == null ? (page - 1L) * limit : 0);
    long total = session
        .first("SELECT count(*) FROM namespaces", line -> line.getLong(1))
        .orElse(0L);
    boolean more = found.size() > limit;
    List<Numbered> shown = more ? found.subList(0, limit) : found;
    String next = more ? new Cursor(LIST, shown.get(limit - 1).id(), "").encode() : null;
    return new Rows<>(shown.stream().map(Numbered::row).toList(), next, total);
  }

  static Optional<Long> remove(Session session, String name) throws SQLException {
    Optional<Numbered> there = find(session, name);
    if (there.isPresent() && there.get().row().repoCount() == 0) {
      session.update("DELETE FROM namespaces WHERE id = ?", there.get().id());
    }
    return there.map(namespace -> namespace.row().repoCount());
  }

  /** Counts a repo in ({@code by} 1) or out (-1). */
  static void count(Session session, long id, int by, Instant now) throws SQLException {
    session.update(
        "UPDATE namespaces SET repo_count = repo_count + ?, updated_at = ? WHERE id = ?",
        by,
        now.toEpochMilli(),
        id);
  }

  private static Numbered read(ResultSet line) throws SQLException {
    return new Numbered(
        line.getLong(1),
        new NamespaceRow(
            line.getString(2),
            line.getString(3),
            line.getLong(4),
            Instant.ofEpochMilli(line.getLong(5)),
            Instant.ofEpochMilli(line.getLong(6))));
  }
}
