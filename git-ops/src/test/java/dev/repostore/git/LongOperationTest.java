package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Scope;
import dev.repostore.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A token may die while an operation is under way: each request is let in all the same. */
@Timeout(60)
class LongOperationTest {

  @TempDir
  Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private WireFixture fixture;

  /** A host that lets in only whose token still lives, and takes its time over each request. */
  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
    fixture.store.goBy(now::get);
    letInTheLiving();
  }

  private void letInTheLiving() {
    fixture.server.letIn(authorization -> fixture.store.alive().stream()
        .anyMatch(token -> authorization.equals("Bearer " + token.secret().reveal())
            && now.get().isBefore(token.expiresAt())));
  }

  @AfterEach
  void stop() {
    assertThat(fixture.store.alive()).isEmpty();
    fixture.close();
  }

  private void eachRequestTakes(Duration time) {
    fixture.server.whenAsked(() -> now.updateAndGet(before -> before.plus(time)));
  }

  private <T> T run(String verb, Scope scope, Operation.Work<T> work) {
    InstantSource clock = now::get;
    Lease lease = new MintedLease(fixture.store.repo("web"), scope, clock.withZone(ZoneOffset.UTC));
    try (Operation operation = new Operation(verb, scope, fixture.wire.url(), Terms.USUAL, lease)) {
      return operation.run(work);
    }
  }

  private Repository open(Path clone) throws Exception {
    return new FileRepositoryBuilder().setGitDir(clone.resolve(".git").toFile()).build();
  }

  private List<Token> made() {
    return fixture.store.made();
  }

  @Test
  void aLongCloneAndAFetchGetNewTokens() throws Exception {
    eachRequestTakes(Duration.ofSeconds(70));
    Path clone = folder.resolve("clone");
    run("clone", Scope.READ, operation -> {
      new Cloning(operation, Clone.all(), () -> null).into(clone);
      return clone;
    });
    assertThat(made()).hasSize(3).extracting(Token::scope).containsOnly(Scope.READ);
    String pushed = fixture.commit("new", new byte[] {1});
    fixture.server.whenAsked(() -> {});
    fixture.server.letIn(anybody -> true);
    fixture.remote.push(fixture.work, "trunk");
    int before = made().size();
    letInTheLiving();
    eachRequestTakes(Duration.ofSeconds(70));
    try (Repository repository = open(clone)) {
      List<FetchedRef> fetched = run(
          "fetch from",
          Scope.READ,
          operation -> new Fetching(operation, repository).fetch(Fetch.usual()));
      assertThat(fetched).extracting(FetchedRef::after).containsExactly(pushed);
    }
    assertThat(made().size()).isGreaterThan(before + 1);
  }

  @Test
  void aLongPushGetsNewTokens() throws Exception {
    eachRequestTakes(Duration.ofMinutes(8));
    String pushed = fixture.commit("new", WireFixture.noise(1_200_000));
    try (Repository repository = open(fixture.work)) {
      PushReport report = run(
          "push to",
          Scope.WRITE,
          operation -> new Pushing(operation, repository).push(Push.of("trunk")));
      assertThat(report.good()).isTrue();
    }
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(pushed);
    assertThat(made()).hasSize(2).extracting(Token::scope).containsOnly(Scope.WRITE);
  }

  /** Nobody can help a request that takes longer than a token lives before the host looks. */
  @Test
  void aTokenThatDiedOnTheWayIsSaidToBeDead() throws Exception {
    eachRequestTakes(Duration.ofHours(1));
    Path clone = folder.resolve("clone");
    assertThatExceptionOfType(GitRefusedException.class)
        .isThrownBy(() -> run("clone", Scope.READ, operation -> {
          new Cloning(operation, Clone.all(), () -> null).into(clone);
          return clone;
        }))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.TOKEN_INVALID))
        .withMessageContaining("expired");
    assertThat(clone).doesNotExist();
  }
}
