package dev.repostore.host;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which repos of a namespace a list is about: all, or those with a text in their names.
 *
 * <p>A rare text is looked up in the index of names, and what is found is sorted. A common one
 * would give too much to sort: there the list's order is followed, which soon comes upon enough
 * names that have it.
 */
final class SqliteRepoSearch {

  /** From this many names on a text is common. */
  private static final int COMMON = 1000;

  /** The index knows three letters in a row, and more, but not fewer. */
  private static final int SHORTEST_INDEXED = 3;

  private static final Pattern IN_NAMES = Pattern.compile("[a-z0-9._-]*");

  private static final String EACH = "FROM repos r JOIN namespaces n ON n.id = r.namespace_id ";

  // "Cross" has SQLite begin with the index; by itself it would ask it about every single repo.
  private static final String INDEXED = "FROM repo_names f CROSS JOIN repos r ON r.seq = f.rowid "
      + "JOIN namespaces n ON n.id = r.namespace_id ";

  private final String text;
  private volatile @Nullable Boolean rare;

  SqliteRepoSearch(@Nullable String text) {
    this.text = text == null ? "" : SqliteNamespaces.key(text);
  }

  String text() {
    return text;
  }

  boolean isForAll() {
    return text.isEmpty();
  }

  /** Whether no name can have the text in it. */
  boolean isHopeless() {
    return !IN_NAMES.matcher(text).matches();
  }

  /** The tables and the condition, which more can be added to, with its values. */
  String from(Session session, long namespace, List<Object> values) throws SQLException {
    if (isForAll()) {
      values.add(namespace);
      return EACH + "WHERE r.namespace_id = ?";
    }
    if (isRare(session)) {
      values.add(phrase());
      values.add(namespace);
      return INDEXED + "WHERE f.repo_names MATCH ? AND r.namespace_id = ?";
    }
    values.add(namespace);
    values.add(text);
    return EACH + "WHERE r.namespace_id = ? AND instr(r.name_key, ?) > 0";
  }

  long count(Session session, long namespace) throws SQLException {
    if (text.length() >= SHORTEST_INDEXED && isAlone(session, namespace)) {
      // All the index finds is this namespace's: no need to look at each repo.
      return session
          .first(
              "SELECT count(*) FROM repo_names WHERE repo_names MATCH ?",
              line -> line.getLong(1),
              phrase())
          .orElse(0L);
    }
    List<Object> values = new ArrayList<>();
    String from = from(session, namespace, values);
    return session
        .first("SELECT count(*) " + from, line -> line.getLong(1), values.toArray())
        .orElse(0L);
  }

  /** Whether no other namespace has repos. */
  private static boolean isAlone(Session session, long namespace) throws SQLException {
    return session
        .first(
            "SELECT 1 FROM namespaces WHERE id <> ? AND repo_count > 0 LIMIT 1",
            line -> 1,
            namespace)
        .isEmpty();
  }

  /** Looked up once: the page and its count go the same way. */
  private boolean isRare(Session session) throws SQLException {
    Boolean known = rare;
    if (known == null) {
      known = text.length() >= SHORTEST_INDEXED && findsFew(session);
      rare = known;
    }
    return known;
  }

  private boolean findsFew(Session session) throws SQLException {
    long found = session
        .first(
            "SELECT count(*) FROM (SELECT 1 FROM repo_names WHERE repo_names MATCH ? LIMIT ?)",
            line -> line.getLong(1),
            phrase(),
            COMMON)
        .orElse(0L);
    return found < COMMON;
  }

  /** Quoted: letters that stand next to each other, and no operators. */
  private String phrase() {
    return '"' + text + '"';
  }
}
