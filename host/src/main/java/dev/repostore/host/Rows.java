package dev.repostore.host;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list: {@code cursor} leads on and is null at the end.
 *
 * @param counted counts the whole list when asked; not every reader asks, and counting what a
 *     search finds can cost more than finding one page of it
 */
record Rows<T>(List<T> items, @Nullable String cursor, LongSupplier counted) {

  Rows(List<T> items, @Nullable String cursor, long total) {
    this(items, cursor, () -> total);
  }

  /** How many rows the whole list has. */
  long total() {
    return counted.getAsLong();
  }
}
