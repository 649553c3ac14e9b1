package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.ListRepos;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Section 2. There may be repos of others in the store, so each test looks at names that begin as
 * nobody else's do.
 */
abstract class ListingRules extends Rules {

  private static final int TOO_MANY_PAGES = 100;

  ListingRules(Bench bench) {
    super(bench);
  }

  /** Creates a repo for each ending and gives back what their names begin with. */
  private String createAll(String... endings) {
    String base = newName();
    for (String ending : endings) {
      store().create(bench().remember(base + ending));
    }
    return base;
  }

  /** All rows, page by page. */
  private List<RepoInfo> walk(ListRepos request) {
    List<RepoInfo> rows = new ArrayList<>();
    Page<RepoInfo> page = store().list(request);
    for (int pages = 1; ; pages++) {
      rows.addAll(page.items());
      Optional<String> next = page.next();
      if (next.isEmpty()) {
        return rows;
      }
      assertThat(pages).as("pages of a short list").isLessThan(TOO_MANY_PAGES);
      page = store().list(request.withCursor(next.get()));
    }
  }

  private static List<String> names(List<RepoInfo> rows) {
    return rows.stream().map(RepoInfo::name).toList();
  }

  @Test
  void r2_1_everyRepoIsReachedOnce() {
    String base = createAll("-a", "-b", "-c", "-d", "-e");
    List<String> all = Stream.of("-a", "-b", "-c", "-d", "-e").map(base::concat).toList();
    for (int limit = 1; limit <= 6; limit++) {
      assertThat(names(walk(ListRepos.all().withSearch(base).withLimit(limit))))
          .as("%s a page", limit)
          .containsExactlyInAnyOrderElementsOf(all);
    }
    try (Stream<RepoInfo> stream = store().list()) {
      assertThat(stream.map(RepoInfo::name).filter(name -> name.startsWith(base)))
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void r2_2_aPageKeepsItsLimit() {
    String base = createAll("-a", "-b", "-c");
    for (int limit = 1; limit <= 4; limit++) {
      assertThat(store().list(ListRepos.all().withSearch(base).withLimit(limit)).items())
          .hasSizeLessThanOrEqualTo(limit);
      assertThat(store().list(ListRepos.all().withLimit(limit)).items())
          .hasSizeLessThanOrEqualTo(limit);
    }
    assertThat(store().list(ListRepos.all().withLimit(ListRepos.MAX_LIMIT)).items())
        .hasSizeLessThanOrEqualTo(ListRepos.MAX_LIMIT);
  }

  @Test
  void r2_3_aRowSaysWhatFindSays() {
    String base = createAll("-a", "-B");
    List<RepoInfo> rows = walk(ListRepos.all().withSearch(base));
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).isEqualTo(store().get(row.name())));
  }

  @Test
  void r2_4_aSearchFindsPartsOfNames() {
    String base = createAll("-Alpha", "-beta", "-alphabet");
    assertThat(names(walk(ListRepos.all().withSearch((base + "-aLPHA").toUpperCase(Locale.ROOT)))))
        .containsExactlyInAnyOrder(base + "-Alpha", base + "-alphabet");
    assertThat(names(walk(ListRepos.all().withSearch(base.substring(3) + "-b"))))
        .containsExactly(base + "-beta");
    assertThat(walk(ListRepos.all().withSearch(base + "-gamma"))).isEmpty();
  }

  @Test
  void r2_5_aSearchHasNoWildcards() {
    String base = createAll("_a", "-a", ".a");
    assertThat(names(walk(ListRepos.all().withSearch(base + "_")))).containsExactly(base + "_a");
    assertThat(names(walk(ListRepos.all().withSearch(base + ".a")))).containsExactly(base + ".a");
    for (String wildcard : List.of("%", "*", "?a", "%25", "\\", "'", "\"")) {
      assertThat(walk(ListRepos.all().withSearch(base + wildcard))).as(wildcard).isEmpty();
    }
  }

  @Test
  void r2_6_theOrderIsTheOneAskedFor() throws Exception {
    String base = newName();
    for (String ending : List.of("-b", "-A", "-d", "-C")) {
      var repo = store().create(bench().remember(base + ending));
      if (!ending.equals("-A")) {
        sample().push(remote(repo), "trunk:refs/heads/main");
      }
    }
    for (SortField field : SortField.values()) {
      for (SortDirection direction : SortDirection.values()) {
        List<RepoInfo> rows =
            walk(ListRepos.all().withSearch(base).withLimit(3).withSort(field, direction));
        assertThat(rows).as("%s %s", field, direction).hasSize(4);
        assertThat(rows).as("%s %s", field, direction).isSortedAccordingTo(by(field, direction));
      }
    }
  }

  private static Comparator<RepoInfo> by(SortField field, SortDirection direction) {
    Comparator<RepoInfo> name = Comparator.comparing(repo -> repo.name().toLowerCase(Locale.ROOT));
    Comparator<RepoInfo> order = switch (field) {
      case CREATED_AT -> Comparator.comparing(RepoInfo::createdAt).thenComparing(name);
      case UPDATED_AT -> Comparator.comparing(RepoInfo::updatedAt).thenComparing(name);
      case LAST_PUSH_AT -> Comparator.comparing(ListingRules::lastPush).thenComparing(name);
      case NAME -> name;
    };
    return direction == SortDirection.ASCENDING ? order : order.reversed();
  }

  private static Instant lastPush(RepoInfo repo) {
    return repo.lastPushAt() == null ? Instant.MIN : repo.lastPushAt();
  }

  @Test
  void r2_7_newestFirstUnlessAsked() {
    String base = createAll("-c", "-a", "-d", "-b");
    try (Stream<RepoInfo> stream = store().list()) {
      assertThat(stream.filter(repo -> repo.name().startsWith(base)).toList())
          .hasSize(4)
          .isSortedAccordingTo(by(SortField.CREATED_AT, SortDirection.DESCENDING));
    }
  }

  @Test
  void r2_8_aForeignCursorIsRefused() {
    createAll("-a");
    for (String cursor : List.of("no cursor of yours", "!", "AAAA", "-1")) {
      assertRefused("cursor", () -> store().list(ListRepos.all().withCursor(cursor)));
    }
  }

  @Test
  void r2_9_changesHideNothing() {
    String base = createAll("-b", "-c", "-d", "-e", "-f", "-g");
    ListRepos request = ListRepos.all()
        .withSearch(base)
        .withLimit(2)
        .withSort(SortField.NAME, SortDirection.ASCENDING);
    Page<RepoInfo> first = store().list(request);
    List<String> seen = names(first.items());
    List<String> unseen = new ArrayList<>();
    Stream.of("-b", "-c", "-d", "-e", "-f", "-g").map(base::concat).forEach(unseen::add);
    unseen.removeAll(seen);
    seen.forEach(store()::delete);
    store().create(bench().remember(base + "-a"));
    assertThat(first.next()).isPresent();
    assertThat(names(walk(request.withCursor(first.next().orElseThrow()))))
        .filteredOn(name -> !name.equals(base + "-a"))
        .containsExactlyElementsOf(unseen);
  }
}
