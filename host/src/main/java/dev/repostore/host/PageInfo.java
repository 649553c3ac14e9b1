package dev.repostore.host;

import jakarta.json.stream.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where in a whole list a page stands, in one of the two shapes the API has: with a cursor while
 * more rows follow, or with page numbers and totals.
 */
record PageInfo(
    int page, int perPage, int count, long total, @Nullable String cursor) {

  /** Numbers, whatever follows: for a client that asked for a page by number. */
  static PageInfo numbered(int page, int perPage, Rows<?> rows) {
    return new PageInfo(page, perPage, rows.items().size(), rows.total(), null);
  }

  /**
   * A cursor if more rows follow; else numbers, and the page is the last one, which is also the
   * first unless a cursor led to it.
   */
  static PageInfo cursored(int perPage, @Nullable String from, Rows<?> rows) {
    int page = from == null ? 1 : (int) Math.max(1, pages(perPage, rows.total()));
    return new PageInfo(page, perPage, rows.items().size(), rows.total(), rows.cursor());
  }

  void write(JsonGenerator json) {
    if (cursor != null) {
      json.write("cursor", cursor).write("per_page", perPage).write("count", count);
    } else {
      json.write("page", page)
          .write("per_page", perPage)
          .write("total_pages", pages(perPage, total))
          .write("count", count)
          .write("total_count", total);
    }
  }

  private static long pages(int perPage, long total) {
    return (total + perPage - 1) / perPage;
  }
}
