package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Commit;
import dev.repostore.CreatedRepo;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import dev.repostore.git.HeadMovedException;
import dev.repostore.git.Push;
import dev.repostore.git.PushRejectedException;
import dev.repostore.git.PushReport;
import dev.repostore.git.PushStatus;
import dev.repostore.git.PushedRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Section 6: several who push to one repo. */
abstract class PushingRules extends Rules {

  PushingRules(Bench bench) {
    super(bench);
  }

  /** What was said of the refs that were not taken. */
  private static List<PushStatus> rejected(ThrowingCallable push) {
    return assertFails(PushRejectedException.class, push).report().rejected().stream()
        .map(PushedRef::status)
        .toList();
  }

  /** Has somebody else push, and does not let the pusher see that. */
  private static Midway meanwhile(GitRemote remote, String refSpec) throws Exception {
    Work work = sample();
    return new Midway(() -> work.push(remote, refSpec));
  }

  @Test
  void r6_14_anOutdatedLeaseIsRefused() throws Exception {
    CreatedRepo repo = createWithCommit();
    GitRemote remote = remote(repo);
    Push rewrite = Push.of("trunk~1:refs/heads/main");
    String seen = sample().hash("trunk");
    String moved = sample().hash("side/branch");
    sample().push(remote, "side/branch:refs/heads/main");

    Map<String, String> before = remote.refs();
    assertThat(rejected(() -> sample().push(remote, rewrite.withLease("main", seen))))
        .containsExactly(PushStatus.STALE);
    assertThat(remote.refs()).isEqualTo(before);

    Midway faster = meanwhile(remote, "+trunk:refs/heads/main");
    assertThat(rejected(() -> sample().push(faster.of(remote), rewrite.withLease("main", moved))))
        .containsExactly(PushStatus.STALE);
    faster.assertReached();
    assertThat(remote.refs()).containsEntry("refs/heads/main", seen);

    PushReport taken = sample().push(remote, rewrite.withLease("main", seen));
    assertThat(taken.refs()).extracting(PushedRef::status).containsExactly(PushStatus.OK);
    assertThat(remote.refs()).containsEntry("refs/heads/main", sample().hash("trunk~1"));
  }

  @Test
  void r6_15_anAtomicPushIsWholeOrNothing() throws Exception {
    CreatedRepo repo = createWithCommit();
    GitRemote remote = remote(repo);
    Map<String, String> before = remote.refs();
    Push both = Push.of("trunk:refs/heads/one", "trunk:refs/heads/two").atomically();
    PushReport first = sample().push(remote, both.reportingOnly());
    if (first.good()) {
      assertWholeOrNothing(remote);
    } else {
      assertThat(first.refs()).extracting(PushedRef::status).containsOnly(PushStatus.NOT_SUPPORTED);
      assertThat(remote.refs()).isEqualTo(before);
    }
  }

  /** At a host with the branches one and two, and no tag. */
  private static void assertWholeOrNothing(GitRemote remote) throws Exception {
    Map<String, String> whole = remote.refs();
    assertThat(whole).containsKeys("refs/heads/one", "refs/heads/two");

    Push outdated = Push.of("trunk~1:refs/heads/one", "light")
        .withLease("one", sample().hash("side/branch"))
        .atomically();
    assertThat(rejected(() -> sample().push(remote, outdated)))
        .containsExactlyInAnyOrder(PushStatus.STALE, PushStatus.NOT_ATTEMPTED);
    assertThat(remote.refs()).isEqualTo(whole);

    Midway faster = meanwhile(remote, ":refs/heads/two");
    Push late = Push.of("side/branch:refs/heads/one", "side/branch:refs/heads/two", "light")
        .atomically();
    assertThat(rejected(() -> sample().push(faster.of(remote), late))).hasSize(3);
    faster.assertReached();
    whole.remove("refs/heads/two");
    assertThat(remote.refs()).isEqualTo(whole);
  }

  @Test
  void r6_16_ofTwoWritersOneWins() throws Exception {
    CreatedRepo repo = createWithCommit();
    assertOneCommitWins(repo, sample().hash("trunk"), sample().history("trunk"));
    assertOneCommitWins(create(), "0".repeat(40), List.of());

    CreatedRepo pushedTo = create();
    Work work = work();
    String tip = work.commit("tip").name();
    work.push(remote(pushedTo), "HEAD:refs/heads/main");
    work.checkout("one");
    work.checkout("other");
    String other = work.commit("other").name();
    work.checkout("one");
    List<String> made = List.of(work.commit("one").name(), other);
    Race<PushReport> race = Race.run(
        remote(pushedTo),
        remote -> work.push(remote, Push.of("one:refs/heads/main")),
        remote -> work.push(remote, Push.of("other:refs/heads/main")));
    String won = String.valueOf(race.winner().refs().get(0).after());
    assertThat(made).contains(won);
    assertThat(race.loser(PushRejectedException.class).report().rejected())
        .extracting(PushedRef::status)
        .containsExactly(PushStatus.STALE);
    assertHistory(pushedTo, won, List.of(tip));
  }

  /** Two commits without a clone, each only if the branch is where both have seen it. */
  private void assertOneCommitWins(CreatedRepo repo, String seen, List<String> before)
      throws Exception {
    CommitFiles request = CommitFiles.on("main", "One more")
        .withCommitter(new Person("Ann", "ann@example.org"))
        .withExpectedHead(seen);
    Race<Commit> race = Race.run(
        remote(repo),
        remote -> remote.commit(request.with(FileChange.put("one", "without a clone"))),
        remote -> remote.commit(request.with(FileChange.put("other", "without a clone"))));
    String won = race.winner().hash();
    assertThat(race.loser(HeadMovedException.class).head()).contains(won);
    assertHistory(repo, won, before);
  }

  private void assertHistory(CreatedRepo repo, String newest, List<String> before) {
    List<String> history = new ArrayList<>(before);
    history.add(0, newest);
    assertThat(remote(repo).log(ReadLog.of("main"))).extracting(Commit::hash).isEqualTo(history);
  }
}
