package dev.repostore.host;

import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Metadata in one SQLite file: one writer, several readers that never wait for it. */
final class SqliteMetadata implements Metadata {

  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 10_000;
  private static final int CACHE_KIB = 16 * 1024;

  private final WriteQueue writer;
  private final ReadPool readers;

  private SqliteMetadata(WriteQueue writer, ReadPool readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Opens the file, makes it if it is not there, and brings it up to date. */
  static SqliteMetadata open(Path file) {
    try {
      Session session = connect(file);
      try {
        Migrations.apply(session, Migrations.FILES, file);
      } catch (SQLException | RuntimeException failed) {
        session.close();
        throw failed;
      }
      return new SqliteMetadata(
          new WriteQueue(session, file), new ReadPool(READERS, () -> connect(file), file));
    } catch (SQLException broken) {
      throw SqliteErrors.of(broken, file);
    }
  }

  private static Session connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    return new Session(config.createConnection("jdbc:sqlite:" + file));
  }

  @Override
  public Optional<Instant> latest() {
    return readers.ask(SqliteRepos::latest);
  }

  @Override
  public boolean addNamespace(NamespaceRow namespace) {
    return writer.run(session -> SqliteNamespaces.add(session, namespace));
  }

  @Override
  public Optional<NamespaceRow> namespace(String name) {
    return readers.ask(
        session -> SqliteNamespaces.find(session, name).map(SqliteNamespaces.Numbered::row));
  }

  @Override
  public Rows<NamespaceRow> namespaces(int limit, @Nullable String cursor, int page) {
    return readers.ask(session -> SqliteNamespaces.list(session, limit, cursor, page));
  }

  @Override
  public Optional<Long> removeNamespace(String name) {
    return writer.run(session -> SqliteNamespaces.remove(session, name));
  }

  @Override
  public Optional<RepoRow> addRepo(RepoRow repo, @Nullable FreshToken token) {
    return writer.run(session -> SqliteRepos.add(session, repo, token));
  }

  @Override
  public Optional<RepoRow> repo(String namespace, String name) {
    return readers.ask(session -> SqliteRepos.byName(session, namespace, name));
  }

  @Override
  public Optional<RepoRow> repo(String id) {
    return readers.ask(session -> SqliteRepos.byId(session, id));
  }

  @Override
  public Rows<RepoRow> repos(String namespace, ListRepos request, int page) {
    return readers.ask(
        session -> new SqliteRepoList(request).page(session, namespace, page, readers));
  }

  @Override
  public Optional<RepoRow> finishRepo(
      String id, String defaultBranch, Instant now, FreshToken token) {
    return writer.run(session -> SqliteRepos.finish(session, id, defaultBranch, now, token));
  }

  @Override
  public boolean pushed(String id, Instant now) {
    return writer.run(session -> SqliteRepos.pushed(session, id, now));
  }

  @Override
  public boolean removeRepo(String id, Instant now) {
    return writer.run(session -> SqliteRepos.remove(session, id, now));
  }

  @Override
  public List<String> removeUnfinished(Instant now) {
    return writer.run(session -> SqliteRepos.removeUnfinished(session, now));
  }

  @Override
  public Optional<String> lastRemoved(String namespace, String name) {
    return readers.ask(session -> SqliteRepos.lastRemoved(session, namespace, name));
  }

  @Override
  public boolean addToken(FreshToken token) {
    return writer.run(session -> SqliteTokens.add(session, token));
  }

  @Override
  public Optional<TokenRow> token(TokenHash hash) {
    return readers.ask(session -> SqliteTokens.find(session, hash));
  }

  @Override
  public Rows<TokenRow> tokens(String repoId, ListTokens request, int page, Instant now) {
    return readers.ask(session -> SqliteTokens.list(session, repoId, request, page, now));
  }

  @Override
  public Optional<TokenHash> revoke(String namespace, @Nullable String repoId, String tokenId) {
    return writer.run(session -> SqliteTokens.revoke(session, namespace, repoId, tokenId));
  }

  @Override
  public int removeTokens(Instant expiredBefore, int most) {
    return writer.run(session -> SqliteTokens.remove(session, expiredBefore, most));
  }

  @Override
  public void close() {
    try (readers) {
      writer.close();
    } catch (SQLException late) {
      throw new IllegalStateException("The metadata could not be closed.", late);
    }
  }
}
