package dev.repostore.host;

import dev.repostore.RepoStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of single repos; {@link SqliteRepoList} has that of lists. */
final class SqliteRepos {

  /** How many deleted repos are remembered. */
  static final int MOST_TOMBSTONES = 100_000;

  static final String COLUMNS = "SELECT r.id, n.name, r.name, r.description, r.default_branch, "
      + "r.created_at, r.updated_at, r.last_push_at, r.source, r.read_only, r.status ";

  /** In place of the time of the last push where there was none; before all others, as in SQL. */
  static final long NEVER = -1;

  private static final String SELECT =
      COLUMNS + "FROM repos r JOIN namespaces n ON n.id = r.namespace_id ";

  private static final String UNRESTRICTED = "unrestricted";

  private SqliteRepos() {}

  static Optional<RepoRow> add(Session session, RepoRow row, @Nullable FreshToken token)
      throws SQLException {
    long namespace = namespaceFor(session, row);
    if (!insert(session, namespace, row)) {
      return Optional.empty();
    }
    SqliteNamespaces.count(session, namespace, 1, row.createdAt());
    if (token != null) {
      SqliteTokens.add(session, token);
    }
    return byId(session, row.id());
  }

  static Optional<RepoRow> byId(Session session, String id) throws SQLException {
    return session.first(SELECT + "WHERE r.id = ?", SqliteRepos::read, id);
  }

  static Optional<RepoRow> byName(Session session, String namespace, String name)
      throws SQLException {
    return session.first(
        SELECT + "WHERE n.name_key = ? AND r.name_key = ?",
        SqliteRepos::read,
        SqliteNamespaces.key(namespace),
        SqliteNamespaces.key(name));
  }

  static Optional<RepoRow> finish(
      Session session, String id, String defaultBranch, Instant now, FreshToken token)
      throws SQLException {
    int changed = session.update(
        "UPDATE repos SET status = ?, default_branch = ?, updated_at = ?"
            + " WHERE id = ? AND status <> ?",
        RepoStatus.READY.name(),
        defaultBranch,
        now.toEpochMilli(),
        id,
        RepoStatus.READY.name());
    if (changed == 0) {
      return Optional.empty();
    }
    SqliteTokens.add(session, token);
    return byId(session, id);
  }

  static boolean pushed(Session session, String id, Instant now) throws SQLException {
    return session.update(
            "UPDATE repos SET last_push_at = max(last_push_at, ?), updated_at = max(updated_at, ?)"
                + " WHERE id = ?",
            now.toEpochMilli(),
            now.toEpochMilli(),
            id)
        == 1;
  }

  static boolean remove(Session session, String id, Instant now) throws SQLException {
    session.update(
        "INSERT INTO tombstones (namespace_key, name_key, repo_id)"
            + " SELECT n.name_key, r.name_key, r.id FROM repos r"
            + " JOIN namespaces n ON n.id = r.namespace_id WHERE r.id = ? AND r.status = ?"
            + " ON CONFLICT (namespace_key, name_key) DO UPDATE SET repo_id = excluded.repo_id",
        id,
        RepoStatus.READY.name());
    session.update(
        "DELETE FROM tombstones WHERE seq <= (SELECT max(seq) FROM tombstones) - ?",
        MOST_TOMBSTONES);
    Optional<Long> namespace =
        session.first("SELECT namespace_id FROM repos WHERE id = ?", line -> line.getLong(1), id);
    if (namespace.isEmpty()) {
      return false;
    }
    session.update("DELETE FROM tokens WHERE repo_id = ?", id);
    session.update("DELETE FROM repos WHERE id = ?", id);
    SqliteNamespaces.count(session, namespace.get(), -1, now);
    return true;
  }

  /** The latest time there is in the database; empty if there is nothing in it. */
  static Optional<Instant> latest(Session session) throws SQLException {
    return session
        .first(
            "SELECT max((SELECT coalesce(max(updated_at), -1) FROM repos),"
                + " (SELECT coalesce(max(updated_at), -1) FROM namespaces),"
                + " (SELECT coalesce(max(created_at), -1) FROM tokens"
                + " WHERE seq = (SELECT max(seq) FROM tokens)))",
            line -> line.getLong(1))
        .filter(millis -> millis >= 0)
        .map(Instant::ofEpochMilli);
  }

  static List<String> removeUnfinished(Session session, Instant now) throws SQLException {
    List<String> unfinished =
        session.all("SELECT id FROM repos WHERE status <> 'READY'", line -> line.getString(1));
    for (String id : unfinished) {
      remove(session, id, now);
    }
    return unfinished;
  }

  static Optional<String> lastRemoved(Session session, String namespace, String name)
      throws SQLException {
    return session.first(
        "SELECT repo_id FROM tombstones WHERE namespace_key = ? AND name_key = ?",
        line -> line.getString(1),
        SqliteNamespaces.key(namespace),
        SqliteNamespaces.key(name));
  }

  static RepoRow read(ResultSet line) throws SQLException {
    long pushed = line.getLong(8);
    return new RepoRow(
        line.getString(1),
        line.getString(2),
        line.getString(3),
        line.getString(4),
        line.getString(5),
        Instant.ofEpochMilli(line.getLong(6)),
        Instant.ofEpochMilli(line.getLong(7)),
        pushed == NEVER ? null : Instant.ofEpochMilli(pushed),
        line.getString(9),
        line.getBoolean(10),
        RepoStatus.valueOf(line.getString(11)));
  }

  /** The number of the row's namespace, which is made if it is not there. */
  private static long namespaceFor(Session session, RepoRow row) throws SQLException {
    Optional<SqliteNamespaces.Numbered> there = SqliteNamespaces.find(session, row.namespace());
    if (there.isEmpty()) {
      SqliteNamespaces.add(
          session,
          new NamespaceRow(row.namespace(), UNRESTRICTED, 0, row.createdAt(), row.createdAt()));
      there = SqliteNamespaces.find(session, row.namespace());
    }
    return there.orElseThrow().id();
  }

  private static boolean insert(Session session, long namespace, RepoRow row) throws SQLException {
    Instant pushed = row.lastPushAt();
    return session.update(
            "INSERT INTO repos (id, namespace_id, name, name_key, description, default_branch,"
                + " created_at, updated_at, last_push_at, source, read_only, status)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (namespace_id, name_key) DO NOTHING",
            row.id(),
            namespace,
            row.name(),
            SqliteNamespaces.key(row.name()),
            row.description(),
            row.defaultBranch(),
            row.createdAt().toEpochMilli(),
            row.updatedAt().toEpochMilli(),
            pushed == null ? NEVER : pushed.toEpochMilli(),
            row.source(),
            row.readOnly() ? 1 : 0,
            row.status().name())
        == 1;
  }
}
