package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults, bounds and copies of the requests. */
class RequestsTest {

  private static final URI REMOTE = URI.create("https://host/path.git");

  @Test
  void createDefaultsToAWritableRepoWithBranchMain() {
    assertThat(CreateRepo.named("a")).isEqualTo(new CreateRepo("a", null, "main", false));
    assertThat(CreateRepo.named("a")
            .withDescription("d")
            .withDefaultBranch("trunk")
            .withReadOnly(true)
            .withName("b"))
        .isEqualTo(new CreateRepo("b", "d", "trunk", true));
    assertRefused("name", () -> CreateRepo.named("a/b"));
    assertRefused("default_branch", () -> CreateRepo.named("a").withDefaultBranch("a..b"));
    assertRefused("default_branch", () -> CreateRepo.named("a").withDefaultBranch(""));
  }

  @Test
  void forkDefaultsToTheDefaultBranchAndNoDescription() {
    assertThat(ForkRepo.named("a")).isEqualTo(new ForkRepo("a", null, false, true));
    assertThat(ForkRepo.named("a")
            .withDescription("d")
            .withDefaultBranchOnly(false)
            .withReadOnly(true)
            .withName("b"))
        .isEqualTo(new ForkRepo("b", "d", true, false));
    assertRefused("name", () -> ForkRepo.named(""));
  }

  @Test
  void importDefaultsToEverything() {
    assertThat(ImportRepo.from(REMOTE, "a"))
        .isEqualTo(new ImportRepo("a", REMOTE, null, null, false));
    assertThat(ImportRepo.from(REMOTE, "a")
            .withBranch("dev")
            .withDepth(3)
            .withReadOnly(true)
            .withName("b"))
        .isEqualTo(new ImportRepo("b", REMOTE, "dev", 3, true));
    assertRefused("depth", () -> ImportRepo.from(REMOTE, "a").withDepth(0));
    assertRefused("branch", () -> ImportRepo.from(REMOTE, "a").withBranch("a b"));
    assertRefused("name", () -> ImportRepo.from(REMOTE, "-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git@host:path.git",
        "ssh://host/p",
        "file:///p",
        "/p",
        "https:p",
        "https:///p",
        "git:p",
        "https://user@host/p",
        "https://user:hunter2@host/p"
      })
  void importsOnlyFromAPublicWebAddress(String url) {
    URI uri = url.startsWith("git@") ? URI.create("git:p") : URI.create(url);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> ImportRepo.from(uri, "a"))
        .satisfies(refused -> assertThat(refused.field()).contains("url"))
        .withMessageNotContaining("hunter2");
  }

  @Test
  void theSchemeOfAnImportMayBeSpelledInCapitals() {
    URI shouted = URI.create("HTTPS://host/path.git");
    assertThat(ImportRepo.from(shouted, "a").url()).isEqualTo(shouted);
  }

  @Test
  void aListDefaultsToTheNewestFifty() {
    assertThat(ListRepos.all())
        .isEqualTo(new ListRepos(50, null, null, SortField.CREATED_AT, SortDirection.DESCENDING));
    assertThat(ListRepos.all()
            .withLimit(1)
            .withCursor("c")
            .withSearch("s")
            .withSort(SortField.NAME, SortDirection.ASCENDING))
        .isEqualTo(new ListRepos(1, "c", "s", SortField.NAME, SortDirection.ASCENDING));
    assertThat(ListRepos.all().withLimit(200).limit()).isEqualTo(200);
    assertRefused("limit", () -> ListRepos.all().withLimit(0));
    assertRefused("limit", () -> ListRepos.all().withLimit(201));
  }

  @Test
  void aListOfTokensDefaultsToThirtyRows() {
    assertThat(ListTokens.active()).isEqualTo(new ListTokens(TokenState.ACTIVE, 30, null));
    assertThat(ListTokens.all().withState(TokenState.REVOKED).withLimit(100).withCursor("c"))
        .isEqualTo(new ListTokens(TokenState.REVOKED, 100, "c"));
    assertRefused("per_page", () -> ListTokens.all().withLimit(0));
    assertRefused("per_page", () -> ListTokens.all().withLimit(101));
  }

  @Test
  void aTokenLivesADayUnlessToldOtherwise() {
    assertThat(CreateToken.read()).isEqualTo(new CreateToken(Scope.READ, Duration.ofDays(1)));
    assertThat(CreateToken.write()).isEqualTo(new CreateToken(Scope.WRITE, Duration.ofDays(1)));
    assertThat(CreateToken.read().withTtl(CreateToken.MIN_TTL).ttl())
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(CreateToken.read().withTtl(CreateToken.MAX_TTL).ttl())
        .isEqualTo(Duration.ofDays(365));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT59S", "PT-1M", "PT0S", "PT31536001S", "PT60.5S", "PT2562047788015215H"})
  void aLifetimeIsWholeSecondsWithinBounds(String ttl) {
    assertRefused("ttl", () -> CreateToken.read().withTtl(Duration.parse(ttl)));
  }

  @ParameterizedTest
  @CsvSource({"PT5S, 5 seconds;", "PT60.5S, 60 seconds and a fraction;"})
  void aRefusedLifetimeIsShownInTheUnitOfItsBounds(String ttl, String shown) {
    assertThatThrownBy(() -> CreateToken.read().withTtl(Duration.parse(ttl)))
        .hasMessageStartingWith("The ttl is " + shown + " it must be between 60 and 31536000");
  }

  @Test
  void aLogDefaultsToFiftyCommitsOfTheDefaultBranch() {
    assertThat(ReadLog.head()).isEqualTo(new ReadLog(null, 50, 0));
    assertThat(ReadLog.of("dev").withLimit(1000).withOffset(7))
        .isEqualTo(new ReadLog("dev", 1000, 7));
    assertRefused("limit", () -> ReadLog.head().withLimit(0));
    assertRefused("limit", () -> ReadLog.head().withLimit(1001));
    assertRefused("offset", () -> ReadLog.head().withOffset(-1));
  }

  private static void assertRefused(String field, Runnable request) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(request::run)
        .satisfies(refused -> assertThat(refused.field()).contains(field));
  }
}
