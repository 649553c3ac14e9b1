package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs what the refs reach into one with a bitmap, and the rest into one that waits for its end.
 * What was there before stays for the moment: see {@link PackSurvey#succeeded()}.
 */
final class FullRepack {

  private static final Logger LOG = LoggerFactory.getLogger(FullRepack.class);

  private final FileRepository repo;
  private final LiveRepo live;
  private final Clock clock;
  private final Repack repack;

  FullRepack(FileRepository repo, LiveRepo live, Clock clock, Repack repack) {
    this.repo = repo;
    this.live = live;
    this.clock = clock;
    this.repack = repack;
  }

  /** All there is. What a push has brought without its ref may count as cruft: that stays, too. */
  private record Before(PackSurvey packs, Map<ObjectId, Path> loose, Map<String, ObjectId> refs) {}

  /** @param expiry cruft written before then goes, if it still is cruft */
  void run(Instant expiry) throws IOException {
    Before before = before();
    for (StoredPack pack : before.packs().all()) {
      pack.verify();
    }
    Optional<Path> main = reachable(before.refs(), newest(before.packs()));
    removeBitmaps(main);
    List<PackIndex> reached = PackSurvey.of(repo).indexes(main.stream().toList());
    Optional<Path> cruft = repack.cruft(unreached(before, reached));
    List<Path> made = Stream.concat(main.stream(), cruft.stream()).toList();
    LooseFiles.remove(before.loose(), PackSurvey.of(repo).indexes(made));
    expire(before, expiry);
  }

  private Before before() throws IOException {
    Path folder = repo.getDirectory().toPath();
    return new Before(PackSurvey.of(repo), LooseFiles.all(folder), refs());
  }

  /**
   * Not if a ref has changed, as it may lead to what was cruft; nor while there is a push, as that
   * may just make a ref lead to it. Then it is tried again later.
   */
  private void expire(Before before, Instant expiry) throws IOException {
    if (before.packs().cruft(expiry).isEmpty() || !live.noPushLock().tryLock()) {
      return;
    }
    try {
      if (before.refs().equals(refs())) {
        // One that has just been written again, as the main pack or anew as cruft, is so no longer.
        for (StoredPack pack : PackSurvey.of(repo).cruft(expiry)) {
          pack.remove();
        }
        // So that no push takes an object for present that has just gone.
        repo.getObjectDatabase().getPacks();
      }
    } finally {
      live.noPushLock().unlock();
    }
  }

  private static Set<ObjectId> unreached(Before before, List<PackIndex> reached) {
    Set<ObjectId> objects = new HashSet<>(before.loose().keySet());
    for (StoredPack pack : before.packs().all()) {
      if (!pack.kept() && !pack.cruft()) {
        pack.index().forEach(entry -> objects.add(entry.toObjectId()));
      }
    }
    objects.removeIf(object -> reached.stream().anyMatch(in -> in.hasObject(object)));
    before.packs().cruft().forEach(cruft -> objects.removeIf(cruft.index()::hasObject));
    return objects;
  }

  /**
   * Now, or the moment after the last main pack: the newest counts, also if a clock is set back.
   */
  private Instant newest(PackSurvey before) {
    Instant now = clock.instant();
    return before
        .main()
        .map(last -> last.written().plusSeconds(1))
        .filter(after -> after.isAfter(now))
        .orElse(now);
  }

  private Optional<Path> reachable(Map<String, ObjectId> refs, Instant date) throws IOException {
    Set<ObjectId> tips = new HashSet<>(refs.values());
    Set<ObjectId> tags = refs.entrySet().stream()
        .filter(ref -> ref.getKey().startsWith(Constants.R_TAGS))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
    refs.entrySet().stream()
        .filter(ref -> ref.getKey().startsWith(Constants.R_HEADS))
        .forEach(ref -> tags.remove(ref.getValue()));
    try {
      return repack.reachable(tips, tags, date);
    } catch (RuntimeException misread) {
      LOG.info(
          "{}: the bitmap is made anew, as the old one is unusable: {}",
          folder(),
          Failure.line(misread));
      return withoutBitmaps(tips, tags, date);
    }
  }

  /** JGit chokes on some bitmaps of C git. They are only a help: away with them. */
  private Optional<Path> withoutBitmaps(Set<ObjectId> tips, Set<ObjectId> tags, Instant date)
      throws IOException {
    removeBitmaps(Optional.empty());
    // The one at hand has the bitmap in memory.
    try (BareRepository fresh = new BareRepository(folder().toFile())) {
      return repack.with(fresh).reachable(tips, tags, date);
    }
  }

  /** There is one main pack at a time; without refs there is none. */
  private void removeBitmaps(Optional<Path> but) throws IOException {
    for (StoredPack pack : StoredPack.all(repo)) {
      if (but.filter(pack.base()::equals).isEmpty()) {
        Files.deleteIfExists(pack.file(".bitmap"));
      }
    }
  }

  private Map<String, ObjectId> refs() throws IOException {
    Map<String, ObjectId> refs = new HashMap<>();
    for (Ref ref : repo.getRefDatabase().getRefs()) {
      ObjectId tip = ref.getObjectId();
      if (tip != null) {
        refs.put(ref.getName(), tip);
      }
    }
    return refs;
  }

  private Path folder() {
    return repo.getDirectory().toPath();
  }
}
