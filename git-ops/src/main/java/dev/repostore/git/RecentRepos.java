package dev.repostore.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Repositories that were closed a while ago: one that is opened again need not read the indexes of
 * its packs anew, which takes longer than most work. Each has one user at a time, and looks for
 * what others have changed meanwhile, as any repository does that stays open. Thread-safe.
 */
final class RecentRepos {

  private static final int MOST = 4;

  private static final Deque<Kept> KEPT = new ArrayDeque<>();

  /**
   * @param identity of the folder and its settings: what changes them makes another repository of
   *     it
   */
  private record Kept(GitFolder place, Object identity, FencedRepository repository) {}

  private RecentRepos() {}

  static FencedRepository open(GitFolder place) throws IOException {
    FencedRepository known = take(place);
    return known == null ? FencedRepository.open(place.git().toFile(), place.files()) : known;
  }

  private static synchronized @Nullable FencedRepository take(GitFolder place) {
    for (Iterator<Kept> all = KEPT.iterator(); all.hasNext(); ) {
      Kept kept = all.next();
      if (!kept.identity().equals(identity(kept.place().git()))) {
        all.remove();
        kept.repository().close();
      } else if (kept.place().git().equals(place.git())
          && Objects.equals(kept.place().files(), place.files())) {
        all.remove();
        return kept.repository();
      }
    }
    return null;
  }

  /** Takes the place of closing it. */
  static synchronized void close(GitFolder place, FencedRepository repository) {
    Object identity = identity(place.git());
    if (identity == null) {
      repository.close();
      return;
    }
    KEPT.addFirst(new Kept(place, identity, repository));
    if (KEPT.size() > MOST) {
      KEPT.removeLast().repository().close();
    }
  }

  /** Null where files that are open cannot be deleted: there, none is kept. */
  private static @Nullable Object identity(Path folder) {
    try {
      BasicFileAttributes own = attributes(folder);
      BasicFileAttributes settings = attributes(folder.resolve(Constants.CONFIG));
      return own.fileKey() == null
          ? null
          : List.of(
              own.fileKey(),
              own.creationTime(),
              settings.fileKey(),
              settings.lastModifiedTime(),
              settings.size());
    } catch (IOException gone) {
      return null;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
