package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;

/**
 * One look at one repository: few packs instead of many small files, a bitmap for what is large,
 * nothing kept that no ref reaches. Used by one thread. Pushes, fetches, forks and a killed process
 * do no harm at any moment, because
 *
 * <ul>
 *   <li>a file is removed only when each object in it is in a pack that stays, and that was seen to
 *       the disk before;
 *   <li>but for what no ref reached for {@link #CRUFT_STAYS}, and then only if no ref has changed
 *       since it was found unreachable, and at a moment when there is no push.
 * </ul>
 */
final class Tidy {

  /** So many loose objects a fetch notices; they are packed even while more come in. */
  static final int MANY_OBJECTS = 200;

  /** So many are packed when nobody pushes. */
  static final int SOME_OBJECTS = 50;

  /** So many packs a push notices; they are put together even while more come in. */
  static final int MANY_PACKS = 50;

  /** So many are put together when nobody pushes. */
  static final int SOME_PACKS = 16;

  /** How long what no ref reaches is kept: somebody may still be about to refer to it. */
  static final Duration CRUFT_STAYS = Duration.ofDays(1);

  /** How long a large pack stays beside its successor, for fetches that have begun with it. */
  static final Duration SUCCEEDED_STAYS = Duration.ofSeconds(30);

  private static final Duration REPACK_AT_LEAST = Duration.ofDays(7);
  private static final int FEW_OBJECTS = 500;
  private static final long FEW_BYTES = 16L << 20;

  private final FileRepository repo;
  private final Clock clock;
  private final LiveRepo live;
  private final Repack repack;

  Tidy(FileRepository repo, LiveRepo live, Clock clock, ProgressMonitor monitor) {
    this.repo = repo;
    this.live = live;
    this.clock = clock;
    this.repack = new Repack(repo, clock, monitor);
  }

  /**
   * Does what is due.
   *
   * @param quiet whether nobody has pushed for a moment, so that there is time for what takes some
   * @return when to look again without a push; empty for never
   */
  Optional<Duration> run(boolean quiet) throws IOException {
    removeSucceeded();
    putTogether(quiet);
    if (!quiet) {
      return Optional.empty();
    }
    Instant expiry = clock.instant().minus(CRUFT_STAYS);
    if (isFullDue(PackSurvey.of(repo), expiry)) {
      new FullRepack(repo, live, clock, repack).run(expiry);
    }
    new LooseRefs(repo, live.refsLock()).pack();
    return whenNext(PackSurvey.of(repo));
  }

  private void removeSucceeded() throws IOException {
    PackSurvey packs = PackSurvey.of(repo);
    if (packs.heirs().allMatch(this::isSettled)) {
      for (StoredPack pack : packs.succeeded()) {
        pack.remove();
      }
    }
  }

  /** Puts loose objects and small packs into one; large packs are left out of it. */
  private void putTogether(boolean quiet) throws IOException {
    List<StoredPack> pushed = PackSurvey.of(repo).pushed();
    Map<ObjectId, Path> loose = LooseFiles.all(repo.getDirectory().toPath());
    if (pushed.size() < (quiet ? SOME_PACKS : MANY_PACKS)
        && loose.size() < (quiet ? SOME_OBJECTS : MANY_OBJECTS)) {
      return;
    }
    List<StoredPack> small = small(pushed, bytes(loose.values()));
    for (StoredPack pack : small) {
      pack.verify();
    }
    Optional<Path> made = repack.together(small, loose.keySet());
    List<PackIndex> index = PackSurvey.of(repo).indexes(made.stream().toList());
    for (StoredPack pack : small) {
      boolean sameAgain = made.filter(pack.base()::equals).isPresent();
      if (!sameAgain && pack.isIn(index)) {
        pack.remove();
      }
    }
    LooseFiles.remove(loose, index);
  }

  private static long bytes(Collection<Path> files) throws IOException {
    long sum = 0;
    for (Path file : files) {
      sum += PackFiles.bytesOf(file);
    }
    return sum;
  }

  /**
   * The packs to put together: the smallest, and larger ones only while they are less than twice
   * what is smaller. So each byte is copied again only when its pack grows by half, and a pack of
   * 140 MB is not written anew for every 50 small pushes.
   *
   * @param loose bytes that go into it in any case
   */
  static List<StoredPack> small(List<StoredPack> bySize, long loose) {
    int taken = 0;
    long bytes = loose;
    for (int i = 0; i < bySize.size(); i++) {
      long next = bySize.get(i).bytes();
      if (next < 2 * bytes) {
        taken = i + 1;
      }
      bytes += next;
    }
    return bySize.subList(0, taken);
  }

  /**
   * Whether so much lies outside the main pack that fetches get slow, or that pack is old, or some
   * cruft waits no longer.
   */
  private boolean isFullDue(PackSurvey packs, Instant expiry) throws IOException {
    if (!repo.getObjectDatabase().getShallowCommits().isEmpty()) {
      // It cannot have a bitmap, which is what this is for.
      return false;
    }
    Optional<StoredPack> main = packs.main();
    List<StoredPack> outside = packs.outside();
    long objects = outside.stream().mapToLong(StoredPack::objects).sum();
    long bytes = outside.stream().mapToLong(StoredPack::bytes).sum();
    Instant old = clock.instant().minus(REPACK_AT_LEAST);
    return objects >= Math.max(FEW_OBJECTS, main.map(StoredPack::objects).orElse(0L) / 8)
        || bytes >= Math.max(FEW_BYTES, main.map(StoredPack::bytes).orElse(0L) / 2)
        || (!outside.isEmpty()
            && main.filter(pack -> pack.written().isBefore(old)).isPresent())
        || !packs.cruft(expiry).isEmpty();
  }

  /** Whether it is there long enough, whichever way the clock was set meanwhile. */
  private boolean isSettled(StoredPack heir) {
    Duration age = Duration.between(heir.written(), clock.instant()).abs();
    return age.compareTo(SUCCEEDED_STAYS) >= 0;
  }

  private Optional<Duration> whenNext(PackSurvey packs) {
    if (packs.all().size() > 1 && !packs.heirs().allMatch(this::isSettled)) {
      return Optional.of(SUCCEEDED_STAYS);
    }
    return packs.cruft().stream()
        .map(pack -> Duration.between(clock.instant(), pack.written().plus(CRUFT_STAYS)))
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .min(Comparator.naturalOrder())
        .map(left -> left.plusSeconds(1));
  }
}
