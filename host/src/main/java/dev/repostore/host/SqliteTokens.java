package dev.repostore.host;

import dev.repostore.ListTokens;
import dev.repostore.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of tokens. */
final class SqliteTokens {

  private static final String LIST = "tokens ";
  private static final String COLUMNS =
      "t.id, t.repo_id, t.scope, t.created_at, t.expires_at, t.revoked, t.seq";

  private record Numbered(long seq, TokenRow row) {}

  private SqliteTokens() {}

  static boolean add(Session session, FreshToken token) throws SQLException {
    TokenRow row = token.row();
    return session.update(
            "INSERT INTO tokens (id, repo_id, hash, scope, created_at, expires_at)"
                + " SELECT ?, r.id, ?, ?, ?, ? FROM repos r WHERE r.id = ?",
            row.id(),
            token.hash().bytes(),
            row.scope().name(),
            row.createdAt().toEpochMilli(),
            row.expiresAt().toEpochMilli(),
            row.repoId())
        == 1;
  }

  static Optional<TokenRow> find(Session session, TokenHash hash) throws SQLException {
    return session.first(
        "SELECT " + COLUMNS + " FROM tokens t WHERE t.hash = ?",
        line -> read(line).row(),
        hash.bytes());
  }

  static Rows<TokenRow> list(
      Session session, String repoId, ListTokens request, int page, Instant now)
      throws SQLException {
    String listName = LIST + request.state();
    Cursor after = Cursor.decode(request.cursor(), listName);
    List<Object> values = new ArrayList<>(List.of(repoId));
    String filter = "FROM tokens t WHERE t.repo_id = ?" + stateFilter(request, now, values);
    long total = session
        .first("SELECT count(*) " + filter, line -> line.getLong(1), values.toArray())
        .orElse(0L);
    values.add(after == null ? Long.MAX_VALUE : after.key());
    values.add(request.limit() + 1);
    values.add(after == null ? (page - 1L) * request.limit() : 0L);
    List<Numbered> found = session.all(
        "SELECT " + COLUMNS + " " + filter + " AND t.seq < ? ORDER BY t.seq DESC LIMIT ? OFFSET ?",
        SqliteTokens::read,
        values.toArray());
    boolean more = found.size() > request.limit();
    List<Numbered> shown = more ? found.subList(0, request.limit()) : found;
    String next =
        more ? new Cursor(listName, shown.get(shown.size() - 1).seq(), "").encode() : null;
    return new Rows<>(shown.stream().map(Numbered::row).toList(), next, total);
  }

  static Optional<TokenHash> revoke(
      Session session, String namespace, @Nullable String repoId, String tokenId)
      throws SQLException {
    Optional<TokenHash> hash = session.first(
        "SELECT t.hash FROM tokens t JOIN repos r ON r.id = t.repo_id"
            + " JOIN namespaces n ON n.id = r.namespace_id"
            + " WHERE t.id = ? AND n.name_key = ? AND (?3 IS NULL OR r.id = ?3)",
        line -> new TokenHash(line.getBytes(1)),
        tokenId,
        SqliteNamespaces.key(namespace),
        repoId);
    if (hash.isPresent()) {
      session.update("UPDATE tokens SET revoked = 1 WHERE id = ?", tokenId);
    }
    return hash;
  }

  static int remove(Session session, Instant expiredBefore, int most) throws SQLException {
    return session.update(
        "DELETE FROM tokens WHERE seq IN"
            + " (SELECT seq FROM tokens WHERE expires_at < ? ORDER BY expires_at LIMIT ?)",
        expiredBefore.toEpochMilli(),
        most);
  }

  private static String stateFilter(ListTokens request, Instant now, List<Object> values) {
    if (request.state() == null) {
      return "";
    }
    return switch (request.state()) {
      case REVOKED -> " AND t.revoked = 1";
      case ACTIVE -> {
        values.add(now.toEpochMilli());
        yield " AND t.revoked = 0 AND t.expires_at > ?";
      }
      case EXPIRED -> {
        values.add(now.toEpochMilli());
        yield " AND t.revoked = 0 AND t.expires_at <= ?";
      }
    };
  }

  private static Numbered read(ResultSet line) throws SQLException {
    return new Numbered(
        line.getLong(7),
        new TokenRow(
            line.getString(1),
            line.getString(2),
            Scope.valueOf(line.getString(3)),
            Instant.ofEpochMilli(line.getLong(4)),
            Instant.ofEpochMilli(line.getLong(5)),
            line.getBoolean(6)));
  }
}
