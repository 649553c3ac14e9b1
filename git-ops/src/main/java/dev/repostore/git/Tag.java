package dev.repostore.git;

import dev.repostore.Person;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tag.
 *
 * @param name without {@code refs/tags/}
 * @param hash what it leads to in the end, a commit as a rule; 40 hex digits
 * @param message what it says; null if it is a mere name
 * @param tagger who made it; null if it is a mere name
 * @param taggedAt when, to the second; null if it is a mere name
 */
public record Tag(
    String name,
    String hash,
    @Nullable String message,
    @Nullable Person tagger,
    @Nullable Instant taggedAt) {

  /** Checks that neither name nor hash is null. */
  public Tag {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(hash, "hash");
  }
}
