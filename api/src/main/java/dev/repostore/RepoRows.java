package dev.repostore;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Picks pages out of all the repos of a store. */
final class RepoRows {

  /**
   * Where a row stands in an order. A cursor is that of the last row of its page, so it still leads
   * on when that row is gone.
   */
  private record Place(Instant time, String name) {

    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::time).thenComparing(Place::name);

    static Place of(RepoInfo repo, SortField sort) {
      Instant time = switch (sort) {
        case CREATED_AT -> repo.createdAt();
        case UPDATED_AT -> repo.updatedAt();
        case LAST_PUSH_AT -> repo.lastPushAt() == null ? Instant.MIN : repo.lastPushAt();
        case NAME -> Instant.MIN;
      };
      return new Place(time, lower(repo.name()));
    }
  }

  private final ListRepos request;
  private final Comparator<Place> order;

  RepoRows(ListRepos request) {
    this.request = request;
    this.order =
        request.direction() == SortDirection.ASCENDING ? Place.ORDER : Place.ORDER.reversed();
  }

  Page<RepoInfo> pageOf(Collection<RepoInfo> repos) {
    String search = request.search() == null ? "" : lower(request.search());
    Place after = request.cursor() == null ? null : decode(request.cursor());
    List<RepoInfo> rest = repos.stream()
        .filter(repo -> lower(repo.name()).contains(search))
        .filter(repo -> after == null || order.compare(place(repo), after) > 0)
        .sorted(Comparator.comparing(this::place, order))
        .toList();
    if (rest.size() <= request.limit()) {
      return Page.last(rest);
    }
    List<RepoInfo> page = rest.subList(0, request.limit());
    return new Page<>(page, encode(place(page.get(page.size() - 1))));
  }

  private Place place(RepoInfo repo) {
    return Place.of(repo, request.sort());
  }

  private String encode(Place place) {
    String text = request.sort() + "/" + place.time() + "/" + place.name();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Place decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split("/", -1);
      if (parts.length == 3 && parts[0].equals(request.sort().name())) {
        return new Place(Instant.parse(parts[1]), parts[2]);
      }
      throw refused(null);
    } catch (IllegalArgumentException | DateTimeException garbage) {
      throw refused(garbage);
    }
  }

  private static InvalidRequestException refused(@Nullable Exception garbage) {
    return new InvalidRequestException(
        "cursor",
        "The cursor is not one of this list's. Pass the cursor of the page before with the same order, or none.",
        null,
        garbage);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
