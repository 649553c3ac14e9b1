package dev.repostore.repl;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * What a word lists: a list like any other, which prints as a table that fits the terminal.
 * Immutable.
 */
public final class Listing<T> extends AbstractList<T> implements RandomAccess {

  private final List<T> items;

  Listing(List<T> items) {
    this.items = List.copyOf(items);
  }

  @Override
  public T get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  /** A table, as wide as the terminal where there is one. */
  @Override
  public String toString() {
    return Table.of(this).fit(Terminal.width());
  }
}
