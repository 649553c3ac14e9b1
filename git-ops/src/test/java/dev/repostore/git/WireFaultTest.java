package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the wire or the server does to a clone: a typed error, soon, and nothing half done. */
@Timeout(60)
class WireFaultTest {

  private static final int REQUESTS_OF_A_CLONE = 3;
  private static final int REQUESTS_OF_A_PUSH = 2;

  @TempDir
  Path folder;

  private WireFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 500, 503})
  void aBadStatusAtAnyRequest(int status) throws Exception {
    for (int good = 0; good < REQUESTS_OF_A_CLONE; good++) {
      fixture.server.answerAfter(good, status, "Invalid or expired token");
      assertCloneFails(status);
      fixture.server.recover();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html|<html>welcome</html>",
        "application/x-git-upload-pack-advertisement|zzzz nonsense",
        "application/x-git-upload-pack-result|0008xyz",
        "application/x-git-receive-pack-advertisement|ffff",
        "application/x-git-receive-pack-result|000eunpack ok\n0000"
      })
  void garbageAtAnyRequest(String garbage) throws Exception {
    String[] parts = garbage.split("\\|", 2);
    for (int good = 0; good < REQUESTS_OF_A_CLONE; good++) {
      fixture.server.garbleAfter(good, parts[0], parts[1]);
      assertCloneFails(0);
      fixture.server.recover();
    }
  }

  @Test
  void aCloneCutAtManyPlaces() throws Exception {
    Path whole = folder.resolve("whole");
    fixture.wire.reset();
    fixture.remote.cloneInto(whole);
    long all = fixture.wire.received();
    assertThat(all).isGreaterThan(200_000);
    for (long cut : places(all)) {
      fixture.wire.cutReceivedAfter(cut);
      assertCloneFails(0);
    }
    fixture.wire.reset();
    fixture.remote.cloneInto(folder.resolve("clone"));
    assertThat(folder.resolve("clone/a.txt")).hasContent("second");
  }

  /** The push arrived, its answer did not: it is not sent again, and not said to be refused. */
  @Test
  void aPushWhoseAnswerIsLost() throws Exception {
    String pushed = fixture.commit("d.txt", new byte[] {1});
    fixture.wire.reset();
    fixture.remote.push(fixture.work, "trunk:refs/heads/measured");
    long all = fixture.wire.received();
    fixture.wire.cutReceivedAfter(all - 60);
    int requests = fixture.server.authorizations().size();
    Throwable failed =
        catchThrowable(() -> fixture.remote.push(fixture.work, "trunk:refs/heads/measured2"));
    assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
    assertThat(((RemoteUnavailableException) failed).unsettled()).isTrue();
    assertThat(fixture.server.authorizations()).hasSize(requests + REQUESTS_OF_A_PUSH);
    assertThat(fixture.served("refs/heads/measured2")).isEqualTo(pushed);
    assertThat(fixture.store.alive()).isEmpty();
  }

  private static List<Long> places(long all) {
    List<Long> places = new java.util.ArrayList<>();
    for (long at = 0; at < 600; at += 73) {
      places.add(at);
    }
    for (long at = 1_000; at < all - 100; at += all / 9) {
      places.add(at);
    }
    places.addAll(List.of(all - 100, all - 30, all - 21));
    return places;
  }

  @Test
  void aServerThatGoesSilentIsGivenUp() throws Exception {
    GitLimits limits = GitLimits.none().withSilence(Duration.ofMillis(400));
    for (long at : List.of(0L, 300L, 100_000L)) {
      fixture.wire.silentAfter(at);
      Throwable failed = catchThrowable(
          () -> fixture.remote.withLimits(limits).cloneInto(folder.resolve("clone")));
      assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
      assertNothingLeft();
    }
  }

  @Test
  void aSilentServerDoesNotHoldUpACancellation() throws Exception {
    for (long at : List.of(0L, 300L, 100_000L)) {
      fixture.wire.silentAfter(at);
      AtomicInteger asked = new AtomicInteger();
      Throwable failed = catchThrowable(() -> fixture
          .remote
          .withProgress(new Progress() {
            @Override
            public boolean cancelled() {
              return asked.incrementAndGet() > 12;
            }
          })
          .cloneInto(folder.resolve("clone")));
      assertThat(failed).isInstanceOf(GitCancelledException.class);
      assertNothingLeft();
    }
  }

  @Test
  void anInterruptionEndsAClone() throws Exception {
    Thread.currentThread().interrupt();
    Throwable failed = catchThrowable(() -> fixture.remote.cloneInto(folder.resolve("clone")));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed).isInstanceOf(GitCancelledException.class);
    assertNothingLeft();
  }

  @Test
  void aCancelledPushChangesNothing() throws Exception {
    fixture.commit("d.bin", WireFixture.noise(3_000_000));
    String before = fixture.served("refs/heads/trunk");
    Throwable failed = catchThrowable(() -> fixture
        .remote
        .withProgress(new Progress() {
          private boolean writing;

          @Override
          public void update(String step, long done, long total) {
            writing |= step.contains("Writing") && done > 0;
          }

          @Override
          public boolean cancelled() {
            return writing;
          }
        })
        .push(fixture.work, "trunk"));
    assertThat(failed).isInstanceOf(GitCancelledException.class);
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(before);
    assertThat(fixture.store.alive()).isEmpty();
  }

  @Test
  void limitsLeaveNothingBehind() throws Exception {
    GitLimits none = GitLimits.none();
    for (GitLimits limits :
        List.of(none.withBytes(10_000), none.withObjects(3), none.withTime(Duration.ofMillis(1)))) {
      Throwable failed = catchThrowable(
          () -> fixture.remote.withLimits(limits).cloneInto(folder.resolve("clone")));
      assertThat(failed).isInstanceOf(GitLimitException.class);
      String limit = ((GitLimitException) failed).limit();
      assertThat(limits.toString()).contains(limit);
      assertNothingLeft();
    }
    fixture
        .remote
        .withLimits(none.withBytes(300_000).withObjects(50))
        .cloneInto(folder.resolve("clone"));
  }

  @Test
  void aFetchOverTheLimitLeavesTheCloneAsItWas() throws Exception {
    Path clone = folder.resolve("clone");
    fixture.remote.cloneInto(clone);
    fixture.commit("d.bin", WireFixture.noise(150_000));
    fixture.remote.push(fixture.work, "trunk");
    List<String> before = WireFixture.files(clone);
    Throwable failed = catchThrowable(() ->
        fixture.remote.withLimits(GitLimits.none().withBytes(50_000)).fetch(clone, Fetch.usual()));
    assertThat(failed).isInstanceOf(GitLimitException.class);
    assertThat(WireFixture.files(clone)).isEqualTo(before);
    assertThat(fixture.remote.fetch(clone, Fetch.usual()))
        .extracting(FetchedRef::change)
        .containsExactly(FetchedRef.Change.FORWARD);
  }

  private void assertCloneFails(int status) throws Exception {
    Throwable failed = catchThrowable(() -> fixture.remote.cloneInto(folder.resolve("clone")));
    assertTyped(failed, status);
    assertNothingLeft();
  }

  private static void assertTyped(Throwable failed, int status) {
    assertThat(failed).isInstanceOf(GitException.class);
    assertThat(failed.getMessage()).doesNotContain(TokenStore.CANARY).doesNotContain("null");
    Class<?> type = switch (status) {
      case 401, 403 -> GitRefusedException.class;
      case 404 -> RemoteNotFoundException.class;
      default -> RemoteUnavailableException.class;
    };
    assertThat(failed).isInstanceOf(type);
    if (failed instanceof RemoteUnavailableException unavailable && status > 0) {
      assertThat(unavailable.status()).isEqualTo(status);
      assertThat(unavailable.retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  private void assertNothingLeft() throws Exception {
    assertThat(folder.resolve("clone")).doesNotExist();
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(empty).isEmptyDirectory();
    assertThat(fixture.store.alive()).isEmpty();
  }

  /** A clone that fails in a folder that was there before empties it again. */
  @Test
  void anEmptyFolderStaysEmpty() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    fixture.wire.cutReceivedAfter(100_000);
    assertThat(catchThrowable(() -> fixture.remote.cloneInto(empty)))
        .isInstanceOf(RemoteUnavailableException.class);
    assertThat(empty).isEmptyDirectory();
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("mine"), "kept");
    assertThat(catchThrowable(() -> fixture.remote.cloneInto(full)))
        .isInstanceOf(FolderTakenException.class);
    assertThat(WireFixture.files(full)).containsExactly("mine");
    try (Git git = Git.init().setDirectory(folder.resolve("git").toFile()).call()) {
      assertThat(catchThrowable(
              () -> fixture.remote.cloneInto(git.getRepository().getWorkTree().toPath())))
          .isInstanceOf(FolderTakenException.class);
    }
  }
}
