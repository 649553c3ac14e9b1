package dev.repostore;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of repos. Start with {@link #all()}.
 *
 * @param limit rows a page, 1 to {@value #MAX_LIMIT}; 50 unless set
 * @param cursor where to go on, from {@link Page#cursor()}; null for the start
 * @param search only repos whose name has this in it, without regard to case; null for all
 * @param sort what to order by; when they were created unless set
 * @param direction which end first; newest unless set
 */
public record ListRepos(
    int limit,
    @Nullable String cursor,
    @Nullable String search,
    SortField sort,
    SortDirection direction) {

  /** The most rows a page can have. */
  public static final int MAX_LIMIT = 200;

  private static final ListRepos ALL =
      new ListRepos(50, null, null, SortField.CREATED_AT, SortDirection.DESCENDING);

  /** @throws InvalidRequestException with field {@code limit} if it is out of bounds */
  public ListRepos {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidRequestException(
          "limit", "The limit is " + limit + "; it must be 1 to " + MAX_LIMIT + ".");
    }
    Objects.requireNonNull(sort, "sort");
    Objects.requireNonNull(direction, "direction");
  }

  /** The first 50 repos, newest first. */
  public static ListRepos all() {
    return ALL;
  }

  /** The same request with another number of rows a page. */
  public ListRepos withLimit(int limit) {
    return new ListRepos(limit, cursor, search, sort, direction);
  }

  /** The same request from where another page ended. */
  public ListRepos withCursor(@Nullable String cursor) {
    return new ListRepos(limit, cursor, search, sort, direction);
  }

  /** The same request for names that contain {@code search}. */
  public ListRepos withSearch(@Nullable String search) {
    return new ListRepos(limit, cursor, search, sort, direction);
  }

  /** The same request in another order. */
  public ListRepos withSort(SortField sort, SortDirection direction) {
    return new ListRepos(limit, cursor, search, sort, direction);
  }

  /**
   * The page of {@code repos} that this request asks for: for stores that have all of theirs at
   * hand.
   *
   * @throws InvalidRequestException with field {@code cursor} if the cursor is not one of a page in
   *     this order
   */
  public Page<RepoInfo> pageOf(Collection<RepoInfo> repos) {
    return new RepoRows(this).pageOf(repos);
  }
}
