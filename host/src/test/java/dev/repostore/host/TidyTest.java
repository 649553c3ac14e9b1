package dev.repostore.host;

import static dev.repostore.host.GitCommand.fsck;
import static dev.repostore.host.GitCommand.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TidyTest {

  @TempDir
  Path temp;

  private final TestClock clock = new TestClock(Instant.now());
  private final LiveRepo live = new LiveRepos().use("repo");
  private BareRepository repo;
  private Path folder;
  private Pusher pusher;

  @BeforeEach
  void open() throws IOException {
    folder = temp.resolve("repo.git");
    BareFolder.make(folder, "main");
    repo = new BareRepository(folder.toFile());
    pusher = new Pusher(temp.resolve("client"), live);
  }

  @AfterEach
  void close() {
    pusher.close();
    repo.close();
  }

  @Test
  void hundredsOfPushesLeaveFewFilesAndEveryObject() throws IOException {
    pushesLeaveFewFiles(200);
  }

  @Test
  @Tag("soak")
  void thousandsOfPushesLeaveFewFilesAndEveryObject() throws IOException {
    pushesLeaveFewFiles(5000);
  }

  private void pushesLeaveFewFiles(int pushes) throws IOException {
    int mostPacks = 0;
    int mostLoose = 0;
    for (int i = 1; i <= pushes; i++) {
      pusher.push(repo, "main");
      mostLoose = Math.max(mostLoose, i % 50 == 0 ? LooseFiles.all(folder).size() : 0);
      if (i % Maintenance.PUSHES == 0) {
        tidy(false);
        mostPacks = Math.max(mostPacks, packs().size());
      }
    }
    assertThat(mostPacks).isBetween(1, 8);
    assertThat(mostLoose).isLessThan(500);

    settle();

    assertThat(packs()).hasSize(1);
    assertThat(bitmaps()).hasSize(1);
    assertThat(LooseFiles.all(folder)).hasSizeLessThan(Tidy.SOME_OBJECTS);
    assertThat(git(folder, "rev-list", "--count", "main")).isEqualTo("" + pushes);
    assertThat(git(folder, "rev-parse", "main")).isEqualTo(pusher.tip().name());
    fsck(folder);
  }

  @Test
  void aFewFilesAreLeftAlone() throws IOException {
    for (int i = 0; i < 5; i++) {
      pusher.push(repo, "main");
    }
    Map<ObjectId, Path> before = LooseFiles.all(folder);

    assertThat(tidy(true)).isEmpty();

    assertThat(LooseFiles.all(folder)).isEqualTo(before);
    assertThat(packs()).isEmpty();
  }

  @Test
  void looseObjectsArePackedWhenNobodyPushes() throws IOException {
    for (int i = 0; i < 15; i++) {
      pusher.push(repo, "main");
    }

    tidy(false);
    assertThat(packs()).isEmpty();
    tidy(true);

    assertThat(packs()).hasSize(1);
    assertThat(LooseFiles.all(folder)).isEmpty();
    fsck(folder);
  }

  @Test
  void aPackThatIsWrittenAgainAsItWasStays() throws IOException {
    for (int i = 0; i < 15; i++) {
      pusher.push(repo, "main");
    }
    Path again = temp.resolve("again");
    copy(folder.resolve("objects"), again);
    tidy(true);
    copy(again, folder.resolve("objects"));
    tidy(true);
    List<String> packs = packs();

    copy(again, folder.resolve("objects"));
    tidy(true);

    assertThat(packs()).hasSize(1).isEqualTo(packs);
    assertThat(LooseFiles.all(folder)).isEmpty();
    fsck(folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void aLostBitmapIsMadeAnewForTheSamePack() throws IOException {
    fill();
    settle();
    List<String> packs = packs();
    Files.delete(PackFiles.folder(folder).resolve(bitmaps().get(0)));

    settle();

    assertThat(packs()).isEqualTo(packs);
    assertThat(bitmaps()).hasSize(1);
    fsck(folder);
  }

  @Test
  void nothingExpiresWhileThereIsAPush() throws IOException {
    fill();
    try (Pusher other = new Pusher(temp.resolve("other"), live)) {
      other.push(repo, "lost");
      other.delete(repo, "lost");
    }
    settle();
    clock.advance(Tidy.CRUFT_STAYS.plusMinutes(1));

    live.pushLock().lock();
    try {
      settle();
      assertThat(packs()).hasSize(2);
    } finally {
      live.pushLock().unlock();
    }
    settle();
    assertThat(packs()).hasSize(1);
  }

  @Test
  void aDamagedPackIsNotCopiedAndNothingIsRemoved() throws IOException {
    fill();
    Path damaged = PackFiles.folder(folder).resolve(packs().get(0));
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 0x55;
    assertThat(damaged.toFile().setWritable(true)).isTrue();
    Files.write(damaged, bytes);
    Map<ObjectId, Path> loose = LooseFiles.all(folder);

    assertThatExceptionOfType(CorruptObjectException.class).isThrownBy(() -> tidy(true));

    assertThat(packs()).containsExactly(damaged.getFileName().toString());
    assertThat(LooseFiles.all(folder)).isEqualTo(loose);
    assertThat(temporary()).isEmpty();
  }

  @Test
  void manyRefsArePutIntoOneFile() throws IOException {
    ObjectId tip = pusher.push(repo, "main");
    for (int i = 0; i < 200; i++) {
      Path ref = folder.resolve("refs/heads/b/" + i);
      Files.createDirectories(ref.getParent());
      Files.writeString(ref, tip.name() + "\n");
    }

    tidy(true);

    assertThat(git(folder, "for-each-ref").lines()).hasSize(201);
    assertThat(Files.readAllLines(folder.resolve("packed-refs"))).hasSizeGreaterThan(200);
    assertThat(folder.resolve("refs/heads/b")).doesNotExist();
  }

  @Test
  void forksWhileItWorksAreWhole() throws Exception {
    fill();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> tidying = threads.submit(() -> {
        int looks = 0;
        while (!done.get()) {
          for (int i = 0; i < 12; i++) {
            pusher.push(repo, "main");
          }
          tidy(true);
          looks++;
        }
        return looks;
      });
      for (int i = 0; i < 5; i++) {
        Path copy = temp.resolve("fork" + i + ".git");
        new RepoCopy(repo, true).into(copy, "main");
        fsck(copy);
      }
      done.set(true);
      assertThat(tidying.get()).isPositive();
    } finally {
      done.set(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Pushes and looks in turn. */
  private int workUntil(AtomicBoolean done) throws IOException {
    int looks = 0;
    while (!done.get()) {
      pusher.push(repo, "main");
      clock.advance(Duration.ofDays(8));
      tidy(true);
      looks++;
    }
    return looks;
  }

  @Test
  void onlyPacksOfASizeArePutTogether() throws IOException {
    assertThat(Tidy.small(sizes(1, 1, 1, 1000), 0)).hasSize(3);
    assertThat(Tidy.small(sizes(1, 2, 6, 18, 54), 0)).isEmpty();
    assertThat(Tidy.small(sizes(10, 10, 30, 100), 0)).hasSize(3);
    assertThat(Tidy.small(sizes(5), 0)).isEmpty();
    assertThat(Tidy.small(sizes(5), 3)).hasSize(1);
    assertThat(Tidy.small(sizes(), 0)).isEmpty();
  }

  @Test
  void pushesFromManySidesWhileItWorksLoseNothing() throws Exception {
    int pushers = 3;
    int pushes = 25;
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(pushers + 1);
    try {
      List<Future<ObjectId>> tips = new ArrayList<>();
      for (int p = 0; p < pushers; p++) {
        tips.add(threads.submit(pushing("side/" + p, pushes)));
      }
      Future<Integer> tidying = threads.submit(() -> {
        int looks = 0;
        while (!done.get()) {
          clock.advance(Duration.ofMinutes(2));
          tidy(looks % 2 == 0);
          looks++;
        }
        return looks;
      });
      List<String> expected = new ArrayList<>();
      for (Future<ObjectId> tip : tips) {
        expected.add(tip.get().name());
      }
      done.set(true);
      assertThat(tidying.get()).isGreaterThan(1);
      assertThat(git(folder, "for-each-ref", "--format=%(objectname)").lines())
          .containsExactlyElementsOf(expected);
    } finally {
      threads.shutdownNow();
    }
    settle();
    fsck(folder);
    assertThat(git(folder, "rev-list", "--count", "--all")).isEqualTo("" + pushers * pushes);
  }

  private Callable<ObjectId> pushing(String branch, int pushes) {
    return () -> {
      try (Pusher own = new Pusher(temp.resolve("client-" + branch.replace('/', '-')), live)) {
        for (int i = 0; i < pushes; i++) {
          own.push(repo, branch);
        }
        return own.tip();
      }
    };
  }

  @Test
  void clonesWhileItWorksAreWhole() throws Exception {
    fill();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> tidying = threads.submit(() -> workUntil(done));
      for (int i = 0; i < 4; i++) {
        Path copy = temp.resolve("copy" + i);
        Git.cloneRepository()
            .setURI(folder.toUri().toString())
            .setDirectory(copy.toFile())
            .setBare(true)
            .call()
            .close();
        fsck(copy);
      }
      done.set(true);
      assertThat(tidying.get()).isPositive();
    } finally {
      done.set(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** C git rounds the sizes of its bitmaps up, and JGit throws when it builds on such a one. */
  @Test
  void aBitmapOfAnotherGitIsNoObstacle() throws IOException {
    for (int round = 0; round < 2; round++) {
      fill();
      git(folder, "repack", "-adb");
      for (int i = 0; i < 110; i++) {
        pusher.push(repo, "main");
      }
      clock.advance(Duration.ofDays(8));
      settle();

      assertThat(packs()).hasSize(1);
      assertThat(bitmaps()).hasSize(1);
      fsck(folder);
    }
  }

  @Test
  void whatNoRefReachesStaysForADayAndThenGoes() throws IOException {
    fill();
    Pusher other = new Pusher(temp.resolve("other"), live);
    ObjectId lost = other.push(repo, "lost");
    pusher.delete(repo, "lost");

    settle();

    assertThat(packs()).hasSize(2);
    assertThat(git(folder, "cat-file", "-t", lost.name())).isEqualTo("commit");
    fsck(folder);

    clock.advance(Tidy.CRUFT_STAYS.plusMinutes(1));
    settle();

    assertThat(packs()).hasSize(1);
    assertThat(repo.getObjectDatabase().has(lost)).isFalse();
    fsck(folder);
    other.close();
  }

  @Test
  void whatIsReferredToAgainIsKept() throws IOException {
    fill();
    Pusher other = new Pusher(temp.resolve("other"), live);
    ObjectId lost = other.push(repo, "lost");
    pusher.delete(repo, "lost");
    settle();
    git(folder, "update-ref", "refs/heads/back", lost.name());

    clock.advance(Tidy.CRUFT_STAYS.plusMinutes(1));
    settle();

    assertThat(git(folder, "rev-list", "--count", "back")).isEqualTo("1");
    assertThat(packs()).hasSize(1);
    fsck(folder);
    other.close();
  }

  @Test
  void cruftIsWhatCGitUnderstands() throws IOException {
    fill();
    Pusher other = new Pusher(temp.resolve("other"), live);
    other.push(repo, "lost");
    pusher.delete(repo, "lost");
    settle();

    git(folder, "gc", "--cruft", "--prune=1.year.ago");

    fsck(folder);
    other.close();
  }

  @Test
  void aLookTellsWhenToComeBack() throws IOException {
    fill();
    assertThat(tidy(true)).contains(Tidy.SUCCEEDED_STAYS);
    assertThat(packs()).hasSize(2);

    clock.advance(Tidy.SUCCEEDED_STAYS);

    assertThat(tidy(true)).isEmpty();
    assertThat(packs()).hasSize(1);
  }

  @Test
  void aClockSetBackIsNoObstacle() throws IOException {
    fill();
    settle();
    clock.advance(Duration.ofDays(-400));
    fill();

    settle();

    assertThat(packs()).hasSize(1);
    assertThat(tidy(true)).isEmpty();
    fsck(folder);
  }

  @Test
  void aPackSomebodyKeepsIsLeftAlone() throws IOException {
    fill();
    String first = packs().get(0);
    Files.writeString(PackFiles.folder(folder).resolve(first.replace(".pack", ".keep")), "mine\n");
    fill();

    settle();

    assertThat(packs()).contains(first).hasSize(2);
    fsck(folder);
  }

  @Test
  void aShallowRepoIsPackedWithoutABitmap() throws IOException {
    fill();
    Path shallow = temp.resolve("shallow.git");
    git(
        temp,
        "clone",
        "-q",
        "--bare",
        "--depth",
        "2",
        folder.toUri().toString(),
        shallow.toString());
    try (BareRepository cut = new BareRepository(shallow.toFile())) {
      for (int i = 0; i < 3; i++) {
        new Tidy(cut, live, clock, NullProgressMonitor.INSTANCE).run(true);
        clock.advance(Duration.ofDays(8));
      }
    }
    fsck(shallow);
    assertThat(git(shallow, "rev-list", "--count", "main")).isEqualTo("2");
  }

  @Test
  void aRepoWithoutBranchesIsEmptiedAfterADay() throws IOException {
    fill();
    settle();
    pusher.delete(repo, "main");
    pusher.forget().large().push(repo, "other");
    pusher.delete(repo, "other");

    settle();
    assertThat(packs()).isNotEmpty();
    fsck(folder);

    clock.advance(Tidy.CRUFT_STAYS.plusMinutes(1));
    settle();
    assertThat(packs()).isEmpty();
    pusher.forget().push(repo, "main");
    fsck(folder);
  }

  /** A large push and some small ones: enough for a pack with a bitmap. */
  private void fill() throws IOException {
    pusher.large().push(repo, "main");
    for (int i = 0; i < 3; i++) {
      pusher.push(repo, "main");
    }
  }

  /** Looks until there is nothing to come back for soon. */
  private void settle() throws IOException {
    for (int i = 0; i < 4; i++) {
      tidy(true);
      clock.advance(Tidy.SUCCEEDED_STAYS.plusSeconds(1));
    }
  }

  private Optional<Duration> tidy(boolean quiet) throws IOException {
    return new Tidy(repo, live, clock, NullProgressMonitor.INSTANCE).run(quiet);
  }

  private List<String> packs() throws IOException {
    return files(".pack");
  }

  private List<String> bitmaps() throws IOException {
    return files(".bitmap");
  }

  private List<String> temporary() throws IOException {
    return files("_tmp");
  }

  private List<String> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(PackFiles.folder(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  private List<StoredPack> sizes(long... bytes) throws IOException {
    if (packs().isEmpty()) {
      pusher.large().push(repo, "main");
    }
    StoredPack like = StoredPack.all(repo).get(0);
    List<StoredPack> packs = new ArrayList<>();
    for (long size : bytes) {
      packs.add(
          new StoredPack(like.base(), size, like.index(), like.written(), false, false, false));
    }
    return packs;
  }
}
