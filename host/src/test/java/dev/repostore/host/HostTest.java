package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.AlreadyExistsException;
import dev.repostore.CreateRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.NotFoundException;
import dev.repostore.RepoStatus;
import dev.repostore.Scope;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {

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

  @Test
  void createdRepoIsFoundInAnySpelling() {
    NewRepo made = host.create(
        "Acme", CreateRepo.named("Web").withDescription("d").withDefaultBranch("trunk"));

    assertThat(made.repo().id()).matches("[0-9a-z]{16}");
    assertThat(host.find("aCME", "wEB")).contains(made.repo());
    assertThat(host.repo(made.repo().id())).contains(made.repo());
    assertThat(made.repo())
        .isEqualTo(new RepoRow(
            made.repo().id(),
            "Acme",
            "Web",
            "d",
            "trunk",
            TestClock.START,
            TestClock.START,
            null,
            null,
            false,
            RepoStatus.READY));
  }

  @Test
  void nameIsTakenInAnySpelling() {
    host.create("acme", CreateRepo.named("web"));

    assertThatExceptionOfType(AlreadyExistsException.class)
        .isThrownBy(() -> host.create("ACME", CreateRepo.named("WEB")))
        .satisfies(e -> assertThat(e.host().orElseThrow().code()).isEqualTo(10201));
    assertThat(host.findNamespace("acme").orElseThrow().repoCount()).isEqualTo(1);
  }

  @Test
  void namespaceIsMadeByItsFirstRepoAndKeepsItsSpelling() {
    host.create("Acme", CreateRepo.named("a"));
    NewRepo second = host.create("ACME", CreateRepo.named("b"));

    assertThat(second.repo().namespace()).isEqualTo("Acme");
    assertThat(host.namespaces(10, null, 1).items())
        .extracting(NamespaceRow::name, NamespaceRow::repoCount)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Acme", 2L));
  }

  @Test
  void badNamespaceIsRefusedByItsField() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> host.create("../x", CreateRepo.named("a")))
        .satisfies(e -> assertThat(e.field()).contains("namespace"));
  }

  @Test
  void deletedRepoIsGoneAndItsNameIsFree() {
    NewRepo made = host.create("acme", CreateRepo.named("web"));
    host.git(made.repo()).close();

    assertThat(host.delete("acme", "WEB")).contains(made.repo().id());

    assertThat(host.find("acme", "web")).isEmpty();
    assertThat(host.repo(made.repo().id())).isEmpty();
    assertThat(host.token(made.token().secret())).isEmpty();
    assertThat(host.delete("acme", "web")).isEmpty();
    assertThat(host.lastDeleted("ACME", "web")).contains(made.repo().id());
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> host.git(made.repo()));
    assertThat(host.create("acme", CreateRepo.named("web")).repo().id())
        .isNotEqualTo(made.repo().id());
  }

  @Test
  void firstTokenWritesForADay() {
    NewRepo made = host.create("acme", CreateRepo.named("web"));

    TokenRow token = host.token(made.token().secret()).orElseThrow();
    assertThat(token.scope()).isEqualTo(Scope.WRITE);
    assertThat(token.expiresAt()).isEqualTo(TestClock.START.plus(Duration.ofDays(1)));
    assertThat(token.repoId()).isEqualTo(made.repo().id());
    assertThat(made.token().secret().reveal())
        .matches("art_v1_[0-9a-f]{40}\\?expires=" + token.expiresAt().getEpochSecond());
  }

  @Test
  void pushIsRecorded() {
    NewRepo made = host.create("acme", CreateRepo.named("web"));
    clock.advance(Duration.ofMinutes(1));

    host.pushed(made.repo(), 0);

    RepoRow row = host.find("acme", "web").orElseThrow();
    assertThat(row.lastPushAt()).isEqualTo(clock.instant());
    assertThat(row.updatedAt()).isEqualTo(clock.instant());
    assertThat(row.createdAt()).isEqualTo(TestClock.START);
  }

  @Test
  void pushIntoADeletedRepoIsNotAcknowledged() {
    NewRepo made = host.create("acme", CreateRepo.named("web"));
    host.delete("acme", "web");

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> host.pushed(made.repo(), 0));
  }

  @Test
  void namespaceWithReposIsNotDeleted() {
    host.createNamespace("acme", "eu");
    host.create("acme", CreateRepo.named("web"));

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> host.deleteNamespace("acme"))
        .withMessageContaining("1 repo.");
    host.delete("acme", "web");
    assertThat(host.deleteNamespace("ACME")).isTrue();
    assertThat(host.deleteNamespace("acme")).isFalse();
    assertThat(host.findNamespace("acme")).isEmpty();
  }

  @Test
  void gitRepositoryHasTheDefaultBranchAndSyncsWhatItIsGiven() throws IOException {
    NewRepo made = host.create("acme", CreateRepo.named("web").withDefaultBranch("trunk"));

    try (Repository git = host.git(made.repo());
        ObjectInserter inserter = git.newObjectInserter()) {
      assertThat(git.isBare()).isTrue();
      assertThat(git.getFullBranch()).isEqualTo("refs/heads/trunk");
      assertThat(git.getConfig().getBoolean("core", "fsyncObjectFiles", false)).isTrue();
      inserter.insert(Constants.OBJ_BLOB, new byte[] {1, 2, 3});
      inserter.flush();
    }
  }

  /** An empty repository in place of a lost one would hide the loss. */
  @Test
  void lostFilesAreToldAndNotReplaced() throws IOException {
    NewRepo made = host.create("acme", CreateRepo.named("web"));
    host.git(made.repo()).close();
    host.pushed(made.repo(), 0);
    host.close();
    Durable.remove(data.resolve("repos"));
    open();

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> host.git(host.find("acme", "web").orElseThrow()))
        .withMessageContaining(made.repo().id())
        .satisfies(e -> assertThat(e.retryable()).isFalse());
    assertThat(HostForkTest.below(data.resolve("repos"))).isEmpty();
    assertThat(host.delete("acme", "web")).isPresent();
  }

  @Test
  void onlySoManyDeletedReposAreRemembered() throws SQLException {
    String first = host.create("acme", CreateRepo.named("first")).repo().id();
    host.delete("acme", "first");
    assertThat(host.lastDeleted("acme", "first")).contains(first);
    try (Session session =
        new Session(DriverManager.getConnection("jdbc:sqlite:" + data.resolve("metadata.db")))) {
      session.update("UPDATE tombstones SET seq = seq - ?", SqliteRepos.MOST_TOMBSTONES);
    }

    host.create("acme", CreateRepo.named("second"));
    host.delete("acme", "second");

    assertThat(host.lastDeleted("acme", "first")).isEmpty();
    assertThat(host.lastDeleted("acme", "second")).isPresent();
  }

  @Test
  void everythingIsThereAfterARestart() {
    NewRepo made = host.create("acme", CreateRepo.named("web"));
    host.close();
    open();

    assertThat(host.find("acme", "web")).contains(made.repo());
    assertThat(host.token(made.token().secret())).isPresent();
    assertThat(host.repos("acme", ListRepos.all(), 1).items()).containsExactly(made.repo());
  }
}
