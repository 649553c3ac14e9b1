package dev.repostore.mcp;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The file every call is written to. Thread-safe. */
final class Audit implements AutoCloseable {

  private final @Nullable FileChannel file;

  private Audit(@Nullable FileChannel file, Clock clock) {
    this.file = file;
  }

  static Audit to(@Nullable Path file, Clock clock) {
    return new Audit(null, clock);
  }

  synchronized void write(Call call, String outcome) {}

  @Override
  public void close() {}
}
