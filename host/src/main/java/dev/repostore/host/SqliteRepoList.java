package dev.repostore.host;

import dev.repostore.ListRepos;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
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
  private final SqliteRepoSearch search;
  private final boolean ascending;
  private final String name;

  SqliteRepoList(ListRepos request) {
    this.request = request;
    this.search = new SqliteRepoSearch(request.search());
    this.ascending = request.direction() == SortDirection.ASCENDING;
    this.name = "repos " + request.sort() + (ascending ? " up " : " down ") + search.text();
  }

  /** @param readers counts what a search finds, if it is asked for */
  Rows<RepoRow> page(Session session, String namespace, int page, ReadPool readers)
      throws SQLException {
    Cursor after = Cursor.decode(request.cursor(), name);
    Optional<SqliteNamespaces.Numbered> there = SqliteNamespaces.find(session, namespace);
    if (there.isEmpty() || search.isHopeless()) {
      return new Rows<>(List.of(), null, 0);
    }
    long number = there.get().id();
    long offset = after == null ? (page - 1L) * request.limit() : 0;
    List<RepoRow> found = rows(session, number, after, offset);
    boolean more = found.size() > request.limit();
    List<RepoRow> shown = List.copyOf(more ? found.subList(0, request.limit()) : found);
    String next = more ? place(shown.get(shown.size() - 1)).encode() : null;
    if (search.isForAll()) {
      return new Rows<>(shown, next, there.get().row().repoCount());
    }
    if (!more && after == null && (page == 1 || !shown.isEmpty())) {
      return new Rows<>(shown, next, offset + shown.size());
    }
    return new Rows<>(shown, next, () -> readers.ask(later -> search.count(later, number)));
  }

  private List<RepoRow> rows(Session session, long namespace, @Nullable Cursor after, long offset)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    StringBuilder sql =
        new StringBuilder(SqliteRepos.COLUMNS).append(search.from(session, namespace, values));
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
    if (request.sort() == SortField.NAME) {
      sql.append(" AND r.name_key").append(sign).append("?");
    } else {
      sql.append(" AND (").append(column()).append(", r.name_key)").append(sign).append("(?, ?)");
      values.add(after.key());
    }
    values.add(after.name());
  }

  private String order() {
    String end = ascending ? " ASC" : " DESC";
    return request.sort() == SortField.NAME
        ? " ORDER BY r.name_key" + end
        : " ORDER BY " + column() + end + ", r.name_key" + end;
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
    long key = time == null ? SqliteRepos.NEVER : time.toEpochMilli();
    return new Cursor(name, key, SqliteNamespaces.key(last.name()));
  }
}
