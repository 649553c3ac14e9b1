package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.CreateRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {

  @TempDir
  Path data;

  private final TestClock clock = new TestClock();
  private Host host;

  @BeforeEach
  void open() {
    host = Host.open(HostSettings.in(data).withClock(clock));
  }

  @AfterEach
  void close() {
    host.close();
  }

  /** Seven repos of one moment, so that pages end among equals. */
  @ParameterizedTest
  @EnumSource(SortField.class)
  void pagesReachAllOnceInBothDirectionsAmongEqualTimes(SortField sort) {
    for (int i = 0; i < 7; i++) {
      host.create("acme", CreateRepo.named("r" + (i * 3 % 7)));
    }

    List<String> up = names("acme", 3, sort, SortDirection.ASCENDING);
    List<String> down = names("acme", 3, sort, SortDirection.DESCENDING);

    assertThat(up).containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6");
    assertThat(down).containsExactly("r6", "r5", "r4", "r3", "r2", "r1", "r0");
  }

  @Test
  void ordersFollowTheirTimes() {
    RepoRow b = create("b");
    RepoRow a = create("a");
    RepoRow c = create("C");
    host.pushed(b, 0);
    clock.advance(Duration.ofSeconds(1));
    host.pushed(c, 0);

    assertThat(names("acme", 2, SortField.CREATED_AT, SortDirection.DESCENDING))
        .containsExactly("C", "a", "b");
    assertThat(names("acme", 2, SortField.NAME, SortDirection.ASCENDING))
        .containsExactly("a", "b", "C");
    assertThat(names("acme", 2, SortField.LAST_PUSH_AT, SortDirection.DESCENDING))
        .containsExactly("C", "b", "a");
    assertThat(names("acme", 2, SortField.LAST_PUSH_AT, SortDirection.ASCENDING))
        .containsExactly("a", "b", "C");
    assertThat(names("acme", 2, SortField.UPDATED_AT, SortDirection.ASCENDING))
        .containsExactly("a", "b", "C");
    assertThat(a.lastPushAt()).isNull();
  }

  @Test
  void pagesByNumberTellTheTotal() {
    for (int i = 0; i < 5; i++) {
      create("r" + i);
    }
    ListRepos two = ListRepos.all().withLimit(2);

    Rows<RepoRow> first = host.repos("ACME", two, 1);
    Rows<RepoRow> last = host.repos("acme", two, 3);
    Rows<RepoRow> beyond = host.repos("acme", two, 4);

    assertThat(first.items()).extracting(RepoRow::name).containsExactly("r4", "r3");
    assertThat(first.total()).isEqualTo(5);
    assertThat(last.items()).extracting(RepoRow::name).containsExactly("r0");
    assertThat(last.cursor()).isNull();
    assertThat(beyond.items()).isEmpty();
    assertThat(beyond.total()).isEqualTo(5);
  }

  @Test
  void searchFindsPartsOfNamesInAnySpelling() {
    create("Alpha");
    create("alp_bet");
    create("a.l-p");
    host.create("other", CreateRepo.named("alpine"));

    assertThat(search("ALP")).containsExactly("alp_bet", "Alpha");
    assertThat(search("p")).containsExactly("a.l-p", "alp_bet", "Alpha");
    assertThat(search("_")).containsExactly("alp_bet");
    assertThat(search("%")).isEmpty();
    assertThat(search("a.l-p")).containsExactly("a.l-p");
    assertThat(search("\"")).isEmpty();
    assertThat(search("alp OR bet")).isEmpty();
    assertThat(search("alphabet")).isEmpty();
    assertThat(search("")).hasSize(3);
  }

  @Test
  void searchPagesReachAllAndTellTheTotal() {
    for (int i = 0; i < 9; i++) {
      create(i % 2 == 0 ? "even" + i : "odd" + i);
    }
    ListRepos query = ListRepos.all().withSearch("even").withLimit(2);

    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      Rows<RepoRow> page = host.repos("acme", query.withCursor(cursor), 1);
      page.items().forEach(repo -> found.add(repo.name()));
      assertThat(page.total()).isEqualTo(5);
      cursor = page.cursor();
    } while (cursor != null);

    assertThat(found).containsExactly("even8", "even6", "even4", "even2", "even0");
  }

  @Test
  void totalOfASearchIsOfOneNamespace() {
    for (int i = 0; i < 5; i++) {
      create("even" + i);
    }
    ListRepos query = ListRepos.all().withSearch("even").withLimit(2);
    assertThat(host.repos("acme", query, 1).total()).isEqualTo(5);
    host.create("other", CreateRepo.named("even9"));
    assertThat(host.repos("acme", query, 1).total()).isEqualTo(5);
    host.delete("other", "even9");
    host.delete("acme", "even0");
    assertThat(host.repos("acme", query, 1).total()).isEqualTo(4);
  }

  /**
   * From a thousand names on, a search follows the list's order instead of sorting what it found.
   */
  @Test
  void commonAndRarePartsAreFoundAmongMany() throws Exception {
    Together.run(8, part -> {
      for (int i = 0; i < 150; i++) {
        host.create("acme", CreateRepo.named("Service-" + part + "-" + i));
      }
      return null;
    });
    host.create("other", CreateRepo.named("service-7-7"));

    assertThat(found("service", SortField.NAME)).hasSize(1200).isSorted().doesNotHaveDuplicates();
    assertThat(found("e-7-14", SortField.NAME))
        .containsExactly(
            "Service-7-14",
            "Service-7-140",
            "Service-7-141",
            "Service-7-142",
            "Service-7-143",
            "Service-7-144",
            "Service-7-145",
            "Service-7-146",
            "Service-7-147",
            "Service-7-148",
            "Service-7-149");
    assertThat(found("7-149", SortField.CREATED_AT)).containsExactly("Service-7-149");
    host.delete("acme", "service-7-149");
    assertThat(found("7-149", SortField.CREATED_AT)).isEmpty();
    assertThat(found("service", SortField.CREATED_AT)).hasSize(1199).doesNotHaveDuplicates();
  }

  private List<String> found(String text, SortField sort) {
    ListRepos query =
        ListRepos.all().withSearch(text).withLimit(200).withSort(sort, SortDirection.ASCENDING);
    List<String> names = new ArrayList<>();
    String cursor = null;
    long total;
    do {
      Rows<RepoRow> page = host.repos("acme", query.withCursor(cursor), 1);
      page.items().forEach(repo -> names.add(repo.name()));
      total = page.total();
      cursor = page.cursor();
    } while (cursor != null);
    assertThat(total).isEqualTo(names.size());
    return names;
  }

  @Test
  void namespaceThatIsNotThereIsAnEmptyList() {
    Rows<RepoRow> none = host.repos("nobody", ListRepos.all(), 1);

    assertThat(none.items()).isEmpty();
    assertThat(none.total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!!!", "cmVwb3M", "AAAAAAAAAAAAAAAA"})
  void garbageCursorIsRefusedByItsField(String cursor) {
    create("a");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> host.repos("acme", ListRepos.all().withCursor(cursor), 1))
        .satisfies(e -> assertThat(e.field()).contains("cursor"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> host.repos("nobody", ListRepos.all().withCursor(cursor), 1));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> host.namespaces(10, cursor, 1));
  }

  @Test
  void cursorOfAnotherOrderIsRefused() {
    create("a");
    create("b");
    String cursor = host.repos("acme", ListRepos.all().withLimit(1), 1).cursor();
    ListRepos byName = ListRepos.all().withSort(SortField.NAME, SortDirection.ASCENDING);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> host.repos("acme", byName.withCursor(cursor), 1));
  }

  @Test
  void namespacesComeOldestFirstPageByPageEvenIfTheClockWasSetBack() {
    for (String name : List.of("one", "two", "three")) {
      host.createNamespace(name, null);
      clock.advance(Duration.ofHours(-1));
    }

    Rows<NamespaceRow> first = host.namespaces(2, null, 1);
    Rows<NamespaceRow> second = host.namespaces(2, first.cursor(), 1);

    assertThat(first.items()).extracting(NamespaceRow::name).containsExactly("one", "two");
    assertThat(first.total()).isEqualTo(3);
    assertThat(second.items()).extracting(NamespaceRow::name).containsExactly("three");
    assertThat(second.cursor()).isNull();
    assertThat(host.namespaces(2, null, 2).items()).isEqualTo(second.items());
  }

  private RepoRow create(String name) {
    clock.advance(Duration.ofMillis(1));
    return host.create("acme", CreateRepo.named(name)).repo();
  }

  private List<String> search(String text) {
    ListRepos query =
        ListRepos.all().withSearch(text).withSort(SortField.NAME, SortDirection.ASCENDING);
    Rows<RepoRow> found = host.repos("acme", query, 1);
    assertThat(found.total()).isEqualTo(found.items().size());
    return found.items().stream().map(RepoRow::name).toList();
  }

  private List<String> names(String namespace, int limit, SortField sort, SortDirection direction) {
    ListRepos query = ListRepos.all().withLimit(limit).withSort(sort, direction);
    List<String> names = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Rows<RepoRow> page = host.repos(namespace, query.withCursor(cursor), 1);
      page.items().forEach(repo -> names.add(repo.name()));
      cursor = page.cursor();
    } while (cursor != null);
    return names;
  }
}
