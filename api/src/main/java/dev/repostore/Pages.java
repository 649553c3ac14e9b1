package dev.repostore;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream over pages that asks for the next page only when the one before is used up. */
final class Pages {

  private Pages() {}

  static <T> Stream<T> stream(Function<@Nullable String, Page<T>> fetch) {
    return StreamSupport.stream(new Walk<>(fetch), false);
  }

  /**
   * {@code Stream.flatMap} would do, but up to JDK 21 it reads a whole page more than it is asked
   * for.
   */
  private static final class Walk<T> extends Spliterators.AbstractSpliterator<T> {
    private final Function<@Nullable String, Page<T>> fetch;
    private @Nullable Page<T> page;
    private int next;

    Walk(Function<@Nullable String, Page<T>> fetch) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.fetch = fetch;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
      Page<T> current = page == null ? fetch.apply(null) : page;
      while (next == current.items().size()) {
        if (current.cursor() == null) {
          page = current;
          return false;
        }
        current = fetch.apply(current.cursor());
        next = 0;
      }
      page = current;
      action.accept(current.items().get(next++));
      return true;
    }
  }
}
