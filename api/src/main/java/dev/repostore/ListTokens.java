package dev.repostore;

import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a repo's tokens, newest first. Start with {@link #active()} or
 * {@link #all()}.
 *
 * @param state only tokens in this state; null for all
 * @param limit rows a page, 1 to {@value #MAX_LIMIT}; 30 unless set
 * @param cursor where to go on, from {@link Page#cursor()}; null for the start
 */
public record ListTokens(
    @Nullable TokenState state, int limit, @Nullable String cursor) {

  /** The most rows a page can have. */
  public static final int MAX_LIMIT = 100;

  /** @throws InvalidRequestException with field {@code per_page} if the limit is out of bounds */
  public ListTokens {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidRequestException(
          "per_page", "The limit is " + limit + "; it must be 1 to " + MAX_LIMIT + ".");
    }
  }

  /** The tokens that still work. */
  public static ListTokens active() {
    return new ListTokens(TokenState.ACTIVE, 30, null);
  }

  /** Every token the host still remembers. */
  public static ListTokens all() {
    return new ListTokens(null, 30, null);
  }

  /** The same request for tokens in one state; null for all. */
  public ListTokens withState(@Nullable TokenState state) {
    return new ListTokens(state, limit, cursor);
  }

  /** The same request with another number of rows a page. */
  public ListTokens withLimit(int limit) {
    return new ListTokens(state, limit, cursor);
  }

  /** The same request from where another page ended. */
  public ListTokens withCursor(@Nullable String cursor) {
    return new ListTokens(state, limit, cursor);
  }
}
