package dev.repostore.host;

import dev.repostore.ListRepos;
import dev.repostore.SortDirection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of repo lists. A page goes on from the last row's place in the order's index, so the
 * thousandth costs what the first does.
 */
final class SqliteRepoList {

  private final ListRepos request;
  private final @Nullable String search;
  private final boolean ascending;
  private final String listName;

  SqliteRepoList(ListRepos request) {
    this.request = request;
    String wanted = request.search();
    this.search = wanted == null || wanted.isEmpty() ? null : SqliteNamespaces.key(wanted);
    this.ascending = request.direction() == SortDirection.ASCENDING;
    this.listName = "repos " + request.sort() + (ascending ? " up " : " down ")
        + (search == null ? "" : search);
  }

  Rows<RepoRow> page(Session session, String namespace, int page) throws SQLException {
    Cursor after = Cursor.decode(request.cursor(), listName);
    Optional<SqliteNamespaces.Numbered> there = SqliteNamespaces.find(session, namespace);
    return there.isPresent()
        ? page(session, there.get(), after, page)
        : new Rows<>(List.of(), null, 0);
  }

  private Rows<RepoRow> page(
      Session session, SqliteNamespaces.Numbered namespace, @Nullable Cursor after, int page)
      throws SQLException {
    long offset = after == null ? (page - 1L) * request.limit() : 0;
    List<RepoRow> found = rows(session, namespace.id(), after, offset);
    boolean more = found.size() > request.limit();
    List<RepoRow> shown = more ? found.subList(0, request.limit()) : found;
    String next = more ? place(shown.get(shown.size() - 1)).encode() : null;
    boolean whole = !more && after == null && page == 1;
    long total = whole ? shown.size() : total(session, namespace);
    return new Rows<>(List.copyOf(shown), next, total);
  }

  private List<RepoRow> rows(Session session, long namespace, @Nullable Cursor after, long offset)
      throws SQLException {
    StringBuilder sql = new StringBuilder(SqliteRepos.SELECT).append("WHERE r.namespace_id = ?");
    List<Object> values = new ArrayList<>();
    values.add(namespace);
    if (search != null) {
      sql.append(" AND instr(r.name_key, ?) > 0");
      values.add(search);
    }
    if (after != null) {
      addPlace(sql, values, after);
    }
    sql.append(order()).append(" LIMIT ? OFFSET ?");
    values.add(request.limit() + 1);
    values.add(offset);
    return session.all(sql.toString(), SqliteRepos::read, values.toArray());
  }

  private void addPlace(StringBuilder sql, List<Object> values, Cursor after) {
    String sign = ascending ? " > " : " < ";
    switch (request.sort()) {
      case NAME -> sql.append(" AND r.name_key").append(sign).append("?");
      default -> {
        sql.append(" AND (")
            .append(column())
            .append(", r.name_key)")
            .append(sign)
            .append("(?, ?)");
        values.add(after.key());
      }
    }
    values.add(after.name());
  }

  private String order() {
    String end = ascending ? " ASC" : " DESC";
    return switch (request.sort()) {
      case NAME -> " ORDER BY r.name_key" + end;
      default -> " ORDER BY " + column() + end + ", r.name_key" + end;
    };
  }

  private String column() {
    return switch (request.sort()) {
      case CREATED_AT -> "r.created_at";
      case UPDATED_AT -> "r.updated_at";
      case LAST_PUSH_AT -> "r.last_push_at";
      case NAME -> "r.name_key";
    };
  }

  private Cursor place(RepoRow last) {
    Instant time = switch (request.sort()) {
      case CREATED_AT -> last.createdAt();
      case UPDATED_AT -> last.updatedAt();
      case LAST_PUSH_AT -> last.lastPushAt();
      case NAME -> null;
    };
    // A repo that was never pushed to stands before all others, as it does in the table.
    long key = time == null ? -1 : time.toEpochMilli();
    return new Cursor(listName, key, SqliteNamespaces.key(last.name()));
  }

  private long total(Session session, SqliteNamespaces.Numbered namespace) throws SQLException {
    if (search == null) {
      return namespace.row().repoCount();
    }
    return session
        .first(
            "SELECT count(*) FROM repos WHERE namespace_id = ? AND instr(name_key, ?) > 0",
            line -> line.getLong(1),
            namespace.id(),
            search)
        .orElse(0L);
  }
}
