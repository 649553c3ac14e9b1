package dev.repostore.host;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list was asked for. A list can be walked by cursor or by page number; a cursor
 * goes before a number, because it says more.
 *
 * @param page 1 for the first
 * @param numbered whether the page was asked for by number
 */
record Paging(int limit, @Nullable String cursor, int page, boolean numbered) {

  static Paging of(RestQuery query, int limit, int most) {
    // per_page is what the vendor's other APIs, and half of this one, call the limit.
    String field = query.has("per_page") && !query.has("limit") ? "per_page" : "limit";
    int rows = query.number(field, limit, 1, most);
    String cursor = query.text("cursor");
    if (cursor != null && !cursor.isEmpty()) {
      return new Paging(rows, cursor, 1, false);
    }
    int page = query.number("page", 1, 1, Integer.MAX_VALUE);
    return new Paging(rows, null, page, query.has("page"));
  }

  PageInfo info(Rows<?> rows) {
    return numbered ? PageInfo.numbered(page, limit, rows) : PageInfo.cursored(limit, cursor, rows);
  }
}
