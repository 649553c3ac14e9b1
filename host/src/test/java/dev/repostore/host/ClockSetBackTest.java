package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.ListRepos;
import dev.repostore.Secret;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The system's clock is set back, while the host runs or while it does not. */
class ClockSetBackTest {

  enum Back {
    AN_HOUR(Duration.ofHours(1)),
    A_DAY(Duration.ofDays(1)),
    AN_HOUR_AND_A_RESTART(Duration.ofHours(1)),
    A_DAY_AND_A_RESTART(Duration.ofDays(1));

    private final Duration by;

    Back(Duration by) {
      this.by = by;
    }

    private boolean restarts() {
      return name().endsWith("RESTART");
    }
  }

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

  private void setBack(Back back) {
    clock.advance(back.by.negated());
    if (back.restarts()) {
      close();
      open();
    }
  }

  private RepoRow repo(String name) {
    return host.find("acme", name).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void expiredTokenStaysExpiredAndNewOnesRunOut(Back back) {
    host.create("acme", CreateRepo.named("web"));
    Secret old = host.mint("acme", "web", CreateToken.read().withTtl(Duration.ofMinutes(1)))
        .secret();
    clock.advance(Duration.ofMinutes(2));
    host.create("acme", CreateRepo.named("other"));
    assertThat(host.token(old).orElseThrow().worksAt(host.now())).isFalse();

    setBack(back);

    assertThat(host.token(old).orElseThrow().worksAt(host.now())).isFalse();
    Secret fresh = host.mint("acme", "web", CreateToken.read().withTtl(Duration.ofMinutes(1)))
        .secret();
    assertThat(host.token(fresh).orElseThrow().worksAt(host.now())).isTrue();
    clock.advance(back.by.plusMinutes(2));
    assertThat(host.token(fresh).orElseThrow().worksAt(host.now())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void timesOfARepoNeverDecrease(Back back) {
    host.create("acme", CreateRepo.named("web"));
    clock.advance(Duration.ofMinutes(1));
    host.pushed(repo("web"), 0);
    Instant before = repo("web").updatedAt();

    setBack(back);
    host.pushed(repo("web"), 0);

    assertThat(repo("web").updatedAt()).isAfterOrEqualTo(before);
    assertThat(repo("web").lastPushAt()).isAfterOrEqualTo(before);
    assertThat(host.create("acme", CreateRepo.named("later")).repo().createdAt())
        .isAfterOrEqualTo(before);
  }

  /** However far back: the rows themselves do not go back. */
  @Test
  void timesOfARepoDoNotDecreaseEvenWhereTheOldClockIsNotBelieved() {
    clock.advance(Duration.ofDays(4000));
    host.create("acme", CreateRepo.named("web"));
    Instant before = repo("web").updatedAt();
    close();
    clock.advance(Duration.ofDays(-4000));
    open();

    assertThat(host.now()).isEqualTo(TestClock.START);
    host.pushed(repo("web"), 0);
    assertThat(repo("web").updatedAt()).isEqualTo(before);
  }

  /** In the order of the alphabet, by which those of the same time are listed. */
  private static String name(int number) {
    return "repo-" + (char) ('a' + number);
  }

  @ParameterizedTest
  @EnumSource
  void listInOrderOfTimeShowsEveryRepoOnce(Back back) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      host.create("acme", CreateRepo.named(name(i)));
      made.add(name(i));
      clock.advance(Duration.ofSeconds(1));
    }
    ListRepos byCreation =
        ListRepos.all().withSort(SortField.CREATED_AT, SortDirection.ASCENDING).withLimit(4);
    Rows<RepoRow> page = host.repos("acme", byCreation, 1);
    List<String> seen = new ArrayList<>(page.items().stream().map(RepoRow::name).toList());

    setBack(back);
    for (int i = 10; i < 15; i++) {
      host.create("acme", CreateRepo.named(name(i)));
      made.add(name(i));
    }

    while (page.cursor() != null) {
      page = host.repos("acme", byCreation.withCursor(page.cursor()), 1);
      page.items().forEach(row -> seen.add(row.name()));
    }
    assertThat(seen).containsExactlyElementsOf(made);
  }
}
