package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepoRowsTest {

  private final List<RepoInfo> repos = new ArrayList<>(
      List.of(repo("b", 3, 3L), repo("A", 1, null), repo("d", 2, 9L), repo("C", 2, null)));

  private static RepoInfo repo(String name, long created, @Nullable Long pushed) {
    return new RepoInfo(
        name,
        name,
        null,
        "main",
        Instant.ofEpochSecond(created),
        Instant.ofEpochSecond(10 - created),
        pushed == null ? null : Instant.ofEpochSecond(pushed),
        null,
        false,
        RepoStatus.READY,
        URI.create("http://host/" + name + ".git"));
  }

  private List<String> names(ListRepos request) {
    return Pages.stream(cursor -> request.withCursor(cursor).pageOf(repos))
        .map(RepoInfo::name)
        .toList();
  }

  private static ListRepos by(SortField field, SortDirection direction) {
    return ListRepos.all().withSort(field, direction).withLimit(1);
  }

  @Test
  void everyOrderGoesBothWaysAndTiesGoByName() {
    assertThat(names(by(SortField.NAME, SortDirection.ASCENDING)))
        .containsExactly("A", "b", "C", "d");
    assertThat(names(by(SortField.NAME, SortDirection.DESCENDING)))
        .containsExactly("d", "C", "b", "A");
    assertThat(names(by(SortField.CREATED_AT, SortDirection.ASCENDING)))
        .containsExactly("A", "C", "d", "b");
    assertThat(names(by(SortField.CREATED_AT, SortDirection.DESCENDING)))
        .containsExactly("b", "d", "C", "A");
    assertThat(names(by(SortField.UPDATED_AT, SortDirection.ASCENDING)))
        .containsExactly("b", "C", "d", "A");
    assertThat(names(by(SortField.LAST_PUSH_AT, SortDirection.ASCENDING)))
        .containsExactly("A", "C", "b", "d");
    assertThat(names(by(SortField.LAST_PUSH_AT, SortDirection.DESCENDING)))
        .containsExactly("d", "b", "C", "A");
  }

  @Test
  void thePageThatHoldsTheRestIsTheLast() {
    assertThat(ListRepos.all().withLimit(4).pageOf(repos).next()).isEmpty();
    assertThat(ListRepos.all().withLimit(3).pageOf(repos).next()).isPresent();
    assertThat(ListRepos.all().pageOf(List.of()).items()).isEmpty();
  }

  @Test
  void aSearchIsPartOfANameInAnyCase() {
    repos.add(repo("notes.md", 4, null));
    assertThat(names(ListRepos.all().withSearch("TES."))).containsExactly("notes.md");
    assertThat(names(ListRepos.all().withSearch("*"))).isEmpty();
  }

  @Test
  void aCursorLeadsOnWhenItsRowIsGone() {
    ListRepos request = by(SortField.CREATED_AT, SortDirection.DESCENDING).withLimit(2);
    Page<RepoInfo> first = request.pageOf(repos);
    repos.removeIf(repo -> repo.name().equals("b") || repo.name().equals("d"));
    repos.add(repo("new", 99, null));
    assertThat(request.withCursor(first.cursor()).pageOf(repos).items())
        .extracting(RepoInfo::name)
        .containsExactly("C", "A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "no cursor of yours", "TkFNRS8vLw", "-1"})
  void anythingElseIsNoCursor(String cursor) {
    assertRefused(by(SortField.NAME, SortDirection.ASCENDING).withCursor(cursor));
  }

  @Test
  void aCursorIsGoodForItsOwnOrder() {
    String cursor = by(SortField.NAME, SortDirection.ASCENDING).pageOf(repos).cursor();
    assertRefused(by(SortField.CREATED_AT, SortDirection.ASCENDING).withCursor(cursor));
  }

  private void assertRefused(ListRepos request) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> request.pageOf(repos))
        .satisfies(refused -> assertThat(refused.field()).contains("cursor"));
  }
}
