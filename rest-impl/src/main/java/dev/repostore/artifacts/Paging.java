package dev.repostore.artifacts;

import dev.repostore.InvalidRequestException;
import dev.repostore.StoreUnavailableException;
import dev.repostore.artifacts.ArtifactsWire.ResultInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One kind of cursor over the two kinds of paging on the wire: the host's cursor as it is, or
 * {@code page:N}. A host that tells neither has told its last page.
 */
final class Paging {

  private static final Pattern PAGE = Pattern.compile("page:([1-9][0-9]{0,8})");

  private Paging() {}

  /** What to send as {@code cursor}; null if it is a page, or the start. */
  static @Nullable String cursor(@Nullable String cursor) {
    return cursor == null || PAGE.matcher(cursor).matches() ? null : cursor;
  }

  /** What to send as {@code page}; null if it is a cursor, or the start. */
  static @Nullable Integer page(@Nullable String cursor) {
    return cursor != null && PAGE.matcher(cursor).matches()
        ? Integer.valueOf(cursor.substring("page:".length()))
        : null;
  }

  /** What to send as {@code page} where the host has nothing else. */
  static @Nullable Integer pageOnly(@Nullable String cursor) {
    Integer page = page(cursor);
    if (cursor != null && page == null) {
      throw new InvalidRequestException(
          "cursor", "The cursor is not one of this list's. Start again without one.");
    }
    return page;
  }

  /**
   * The cursor of the page after the one that was asked for with {@code cursor}; null if it was the
   * last.
   */
  static @Nullable String next(@Nullable ResultInfo info, @Nullable String cursor) {
    if (info == null) {
      return null;
    }
    if (info.cursor() != null && !info.cursor().isEmpty()) {
      return moved(info.cursor(), cursor);
    }
    Integer asked = page(cursor);
    int page = info.page() == null ? 1 : info.page();
    boolean more = info.totalPages() != null
        ? page < info.totalPages()
        : info.perPage() != null
            && info.totalCount() != null
            && (long) page * info.perPage() < info.totalCount();
    // A host that ignores page numbers would send its first page for ever.
    return more && page == (asked == null ? 1 : asked) ? "page:" + (page + 1) : null;
  }

  private static String moved(String next, @Nullable String cursor) {
    if (next.equals(cursor)) {
      throw new StoreUnavailableException(
          "The host's list does not go on: it sent the cursor it was asked with. Start the list again.",
          false,
          null,
          null);
    }
    return next;
  }
}
