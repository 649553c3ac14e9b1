package dev.repostore;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the rows, at most as many as were asked for; may be empty although more pages follow
 * @param cursor what to pass to get the next page; null on the last. Opaque, and only good for the
 *     same query
 */
public record Page<T>(List<T> items, @Nullable String cursor) {

  /** Copies {@code items}. */
  public Page {
    items = List.copyOf(items);
  }

  /** A list that fits one page. */
  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, null);
  }

  /** The cursor of the next page, or empty if this is the last. */
  public Optional<String> next() {
    return Optional.ofNullable(cursor);
  }
}
