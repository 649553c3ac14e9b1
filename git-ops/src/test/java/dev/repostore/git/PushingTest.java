package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way a push can end, told apart. */
@Timeout(30)
class PushingTest {

  @TempDir
  Path folder;

  private WireFixture fixture;
  private Path work;
  private Path other;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
    work = fixture.work;
    other = folder.resolve("other");
    fixture.remote.cloneInto(other);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String commit(Path clone, String text) throws Exception {
    return WireFixture.commit(clone, "n.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  private PushRejectedException rejected(Path clone, Push push) {
    return catchThrowableOfType(
        PushRejectedException.class, () -> fixture.remote.push(clone, push));
  }

  /** As Git sends it; a remote that says {@code no-thin} gets the file. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLineOfAFileIsSentAndNotTheFile(boolean refused) throws Exception {
    byte[] file = WireFixture.noise(200_000);
    WireFixture.commit(work, "large.bin", file);
    fixture.remote.push(work, "trunk");
    if (refused) {
      fixture.server.refuseThinPacks();
    }
    String changed =
        WireFixture.commit(work, "large.bin", java.util.Arrays.copyOf(file, file.length + 10));
    long before = fixture.wire.sent();
    fixture.remote.push(work, "trunk");
    long sent = fixture.wire.sent() - before;
    if (refused) {
      assertThat(sent).isGreaterThan(200_000);
    } else {
      assertThat(sent).isLessThan(20_000);
    }
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(changed);
    assertThat(new RealGit(fixture.server.repository().getDirectory().toPath())
            .run("fsck", "--strict"))
        .doesNotContain("missing", "error");
  }

  @Test
  void whatIsPushedIsReported() throws Exception {
    String before = fixture.served("refs/heads/trunk");
    String pushed = commit(work, "more");
    PushReport report = fixture.remote.push(work, Push.of("trunk", "side", "HEAD:refs/notes/x"));
    assertThat(report.good()).isTrue();
    assertThat(report.refs())
        .containsExactlyInAnyOrder(
            new PushedRef("refs/heads/trunk", PushStatus.OK, before, pushed, ""),
            new PushedRef("refs/notes/x", PushStatus.OK, null, pushed, ""),
            new PushedRef(
                "refs/heads/side",
                PushStatus.UP_TO_DATE,
                fixture.served("refs/heads/side"),
                fixture.served("refs/heads/side"),
                ""));
  }

  @Test
  void shortNamesMeanWhatGitMeans() throws Exception {
    fixture.remote.push(work, Push.of("HEAD").and("side:copied", "v1:v2"));
    assertThat(fixture.served("refs/heads/copied")).isEqualTo(fixture.served("refs/heads/side"));
    assertThat(fixture.served("refs/tags/v2")).isEqualTo(fixture.served("refs/tags/v1"));
    fixture.remote.push(work, Push.delete("copied", "refs/tags/v2"));
    assertThat(fixture.served("refs/heads/copied")).isEmpty();
    assertThat(fixture.served("refs/tags/v2")).isEmpty();
  }

  @Test
  void commitsOfOthersAreNotLost() throws Exception {
    String theirs = commit(work, "theirs");
    fixture.remote.push(work, Push.of("trunk"));
    commit(other, "mine");
    PushRejectedException failed = rejected(other, Push.of("trunk"));
    assertThat(failed.report().refs())
        .extracting(PushedRef::status)
        .containsExactly(PushStatus.NON_FAST_FORWARD);
    assertThat(failed).hasMessageContaining("refs/heads/trunk").hasMessageContaining("Fetch");
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(theirs);
    PushReport told = fixture.remote.push(other, Push.of("trunk").reportingOnly());
    assertThat(told.rejected()).isEqualTo(failed.report().refs());
  }

  @Test
  void forceGoesByLease() throws Exception {
    fixture.server.allowRewinds();
    String seen = fixture.served("refs/heads/trunk");
    String theirs = commit(work, "theirs");
    fixture.remote.push(work, Push.of("trunk"));
    String mine = commit(other, "mine");
    PushRejectedException stale = rejected(other, Push.of("trunk").withLease("trunk", seen));
    assertThat(stale.report().refs())
        .extracting(PushedRef::status, PushedRef::before)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(PushStatus.STALE, theirs));
    fixture.remote.push(other, Push.of("trunk").withLease("trunk", theirs));
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(mine);
  }

  @Test
  void aLeaseOnNothingMakesARefOnce() throws Exception {
    Push once = Push.of("trunk:refs/heads/once").withLease("once", null);
    fixture.remote.push(work, once);
    commit(work, "more");
    assertThat(rejected(work, once).report().refs())
        .extracting(PushedRef::status)
        .containsExactly(PushStatus.STALE);
  }

  @Test
  void plainForceIsAskedForByName() throws Exception {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Push.of("+trunk"))
        .withMessageContaining("withLease");
    fixture.server.allowRewinds();
    commit(work, "theirs");
    fixture.remote.push(work, Push.of("trunk"));
    String mine = commit(other, "mine");
    fixture.remote.push(other, Push.of("trunk").forceWithoutLease());
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(mine);
  }

  @ParameterizedTest
  @CsvSource({
    "hook declined,HOOK_DECLINED",
    "stale ref,STALE",
    "failed to update ref,STALE",
    "file is too large,TOO_LARGE",
    "the repo is read-only,READ_ONLY",
    "deletion of the default branch prohibited,REFUSED"
  })
  void aHostsWordsAreUnderstood(String words, PushStatus status) throws Exception {
    fixture.server.declineWith(words);
    commit(work, "more");
    PushRejectedException failed = rejected(work, Push.of("trunk"));
    assertThat(failed.report().refs())
        .extracting(PushedRef::status, PushedRef::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(status, words));
    assertThat(failed.report().messages()).contains("ask the release team");
    assertThat(failed).hasMessageContaining(words);
    assertThat(failed.getMessage().contains("ask the release team"))
        .isEqualTo(status == PushStatus.HOOK_DECLINED);
  }

  @Test
  void aPushThatIsTooMuchAtOnce() throws Exception {
    commit(work, "more");
    fixture.server.answerAfter(1, 413, "");
    assertThat(rejected(work, Push.of("trunk")).report().refs())
        .extracting(PushedRef::status)
        .containsExactly(PushStatus.TOO_LARGE);
  }

  @Test
  void optionsTheHostDoesNotKnow() throws Exception {
    commit(work, "more");
    assertThat(rejected(work, Push.of("trunk").withOption("ci.skip")).report().refs())
        .extracting(PushedRef::status)
        .containsExactly(PushStatus.NOT_SUPPORTED);
  }

  @Test
  void anAtomicPushIsAllOrNothing() throws Exception {
    commit(work, "theirs");
    fixture.remote.push(work, Push.of("trunk"));
    commit(other, "mine");
    PushRejectedException failed =
        rejected(other, Push.of("trunk", "trunk:refs/heads/fine").atomically());
    assertThat(failed.report().refs())
        .extracting(PushedRef::ref, PushedRef::status)
        .contains(
            org.assertj.core.groups.Tuple.tuple("refs/heads/trunk", PushStatus.NON_FAST_FORWARD))
        .doesNotContain(org.assertj.core.groups.Tuple.tuple("refs/heads/fine", PushStatus.OK));
    assertThat(fixture.served("refs/heads/fine")).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotPushedNorDeleted() throws Exception {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> fixture.remote.push(work, Push.of("nothing")))
        .withMessageContaining("'nothing'");
    assertThat(rejected(work, Push.delete("nothing")).report().refs())
        .extracting(PushedRef::status)
        .containsExactly(PushStatus.ABSENT);
    try (Git git = Git.open(work.toFile())) {
      git.checkout().setName(WireFixture.hash(work, "HEAD")).call();
    }
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> fixture.remote.push(work, Push.of("HEAD")))
        .withMessageContaining("detached");
  }

  @Test
  void aDryRunSendsNothing() throws Exception {
    String before = fixture.served("refs/heads/trunk");
    commit(work, "more");
    assertThat(fixture.remote.push(work, Push.of("trunk").asDryRun()).good()).isTrue();
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(before);
  }

  @Test
  void aPushMovesTheTrackingBranch() throws Exception {
    String mine = commit(other, "mine");
    fixture.remote.push(other, Push.of("trunk"));
    assertThat(WireFixture.hash(other, "refs/remotes/origin/trunk")).isEqualTo(mine);
  }

  @Test
  void leasesAreWrittenOut() {
    assertThat(Push.of("a").withLease("a", null).leases())
        .containsEntry("refs/heads/a", ObjectId.zeroId().name());
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Push.of("a").withLease("a", "abc"));
  }

  @ParameterizedTest
  @CsvSource({
    "401,Authentication required,TOKEN_INVALID",
    "403,Invalid or expired token,TOKEN_INVALID",
    "403,Insufficient permissions,TOKEN_SCOPE",
    "403,The repo 'web' is read-only,REPO_READ_ONLY",
    "403,Not today,OTHER"
  })
  void refusalsAreToldApart(int status, String words, RefusalReason reason) {
    fixture.server.answerAfter(0, status, words);
    GitRefusedException failed = catchThrowableOfType(
        GitRefusedException.class, () -> fixture.remote.push(work, Push.of("trunk")));
    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed).hasMessageContaining(words);
    GitRefusedException bare = catchThrowableOfType(
        GitRefusedException.class,
        () -> GitRemote.at(fixture.wire.url()).push(work, Push.of("trunk")));
    assertThat(bare.reason()).isEqualTo(RefusalReason.NO_TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "main~0;names a commit, and no ref it goes to",
        "trunk:refs/heads/a..b;can be no ref",
        "trunk:a b;can be no ref",
        "trunk:refs/heads/x.lock;can be no ref",
      })
  void whatGoesNowhereIsRefused(String spec, String why) throws Exception {
    String written = spec.startsWith("main") ? spec.replace("main", "trunk") : spec;
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> fixture.remote.push(work, written))
        .withMessageContaining(why);
    String hash = WireFixture.hash(work, "HEAD");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> fixture.remote.push(work, hash))
        .withMessageContaining(hash + ":refs/heads/");
    assertThat(fixture.served("refs/heads/" + hash)).isEmpty();
  }

  @Test
  void aPushOfNothingIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> fixture.remote.push(work, Push.of()))
        .satisfies(e -> assertThat(e.field()).hasValue("ref_specs"));
  }

  @Test
  void whereThereIsNoFolderThereIsNoRepository() {
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> fixture.remote.push(folder.resolve("nowhere"), "trunk"))
        .withMessageContaining("There is no Git repository in");
  }
}
