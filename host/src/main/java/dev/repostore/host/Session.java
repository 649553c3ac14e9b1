package dev.repostore.host;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One database connection with its statements kept prepared. For one thread at a time. */
final class Session implements AutoCloseable {

  /** Makes a row of the result's current line. */
  interface Reader<T> {
    T read(ResultSet line) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement that returns nothing; how many rows it changed. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    return run(sql, values, PreparedStatement::executeUpdate);
  }

  <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... values) throws SQLException {
    return run(sql, values, statement -> {
      List<T> rows = new ArrayList<>();
      try (ResultSet lines = statement.executeQuery()) {
        while (lines.next()) {
          rows.add(reader.read(lines));
        }
      }
      return rows;
    });
  }

  <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    return run(sql, values, statement -> {
      try (ResultSet lines = statement.executeQuery()) {
        return lines.next() ? Optional.of(reader.read(lines)) : Optional.empty();
      }
    });
  }

  /** Runs several statements in a row that need no values. */
  void script(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T run(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
    try {
      PreparedStatement statement = statements.get(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
        statements.put(sql, statement);
      }
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return use.of(statement);
    } catch (SQLException failed) {
      // The driver has closed the statement: it would fail for ever.
      statements.remove(sql);
      throw failed;
    }
  }
}
