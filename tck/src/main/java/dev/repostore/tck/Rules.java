package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Capability;
import dev.repostore.CreatedRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Token;
import dev.repostore.UnsupportedCapabilityException;
import dev.repostore.git.GitRemote;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** What every group of rules needs. */
abstract class Rules {

  private final Bench bench;

  Rules(Bench bench) {
    this.bench = bench;
  }

  final Bench bench() {
    return bench;
  }

  final RepoStore store() {
    return bench.store();
  }

  final String newName() {
    return bench.newName();
  }

  /** A new, empty repo. */
  final CreatedRepo create() {
    return store().create(newName());
  }

  final boolean can(Capability capability) {
    return store().info().can(capability);
  }

  final void offers(Capability capability, Executable test) throws Throwable {
    bench.offers(Set.of(capability), test);
  }

  final void offers(Set<Capability> capabilities, Executable test) throws Throwable {
    bench.offers(capabilities, test);
  }

  final GitRemote remote(CreatedRepo repo) {
    return bench.contract().remote(repo);
  }

  /** A repo's first token, which a store that declares CREATE_TOKEN has to give. */
  static Token firstToken(CreatedRepo repo) {
    assertThat(repo.firstToken()).as("the first token of a new repo").isPresent();
    return repo.firstToken().orElseThrow();
  }

  /** A working folder with some history, to push from and not to change. */
  static Work sample() throws Exception {
    return Sample.work();
  }

  /** A new working folder with no commits. */
  final Work work() throws Exception {
    return Work.init(bench.newFolder());
  }

  final Work cloned(GitRemote remote) throws Exception {
    return Work.clone(remote, bench.newFolder());
  }

  /** A repo with the sample's trunk on its default branch. */
  final CreatedRepo createWithCommit() throws Exception {
    CreatedRepo repo = create();
    sample().push(remote(repo), "trunk:refs/heads/main");
    return repo;
  }

  /** Skips the rest of the test where the store's clock cannot be moved. */
  final void advanceClock(Duration by) {
    if (!bench.contract().advanceClock(by)) {
      throw new TestAbortedException("This store's clock cannot be moved: not checked.");
    }
  }

  /**
   * Checks that the request fails as it should. The error of an undeclared operation is let
   * through, for {@code offers} to judge.
   */
  static <T extends Throwable> T assertFails(Class<T> expected, ThrowingCallable request) {
    Throwable thrown = catchThrowable(request);
    if (thrown instanceof UnsupportedCapabilityException undeclared
        && !expected.isInstance(thrown)) {
      throw undeclared;
    }
    assertThat(thrown).isInstanceOf(expected);
    return expected.cast(thrown);
  }

  static void assertRefused(String field, ThrowingCallable request) {
    assertThat(assertFails(InvalidRequestException.class, request).field()).contains(field);
  }

  /** Runs the request on a thread that is interrupted, where I/O would come to grief. */
  static void interrupted(Executable request) throws Throwable {
    Thread.currentThread().interrupt();
    try {
      request.execute();
    } finally {
      assertThat(Thread.interrupted()).as("the interrupted flag afterwards").isTrue();
    }
  }

  /** For comparing two looks at a repo nobody has touched in between. */
  final void assertUntouched(RepoInfo before) {
    assertThat(store().get(before.name())).isEqualTo(before);
  }
}
