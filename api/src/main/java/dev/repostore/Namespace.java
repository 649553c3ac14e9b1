package dev.repostore;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A namespace as it was when it was asked for: a set of repos whose names are unique in it.
 *
 * @param name unique on its host
 * @param jurisdiction where its data stays ({@code unrestricted}, {@code eu}, {@code us}, …); null
 *     where the host does not tell
 * @param repoCount how many repos it has
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 */
public record Namespace(
    String name,
    @Nullable String jurisdiction,
    long repoCount,
    Instant createdAt,
    Instant updatedAt) {

  /** Checks that nothing but the jurisdiction is null. */
  public Namespace {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }
}
