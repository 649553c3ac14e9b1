package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes what a killed process left half done: folders no row stands for, files that were being
 * written, locks nobody holds. Every repository is looked at once after the start, in the
 * background; one that is used before its turn is looked at then, so that nobody ever meets a dead
 * lock.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final String ENDING = ".git";

  private final Path repos;
  private final Trash trash;
  private final Predicate<String> hasRow;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile boolean done;

  Recovery(Path repos, Trash trash, Predicate<String> hasRow) {
    this.repos = repos;
    this.trash = trash;
    this.hasRow = hasRow;
  }

  /** Called before a new repository is put in its place: there is nothing to clean up in it. */
  void made(String id) {
    if (!done) {
      seen.add(id);
    }
  }

  /** Called before a repository that is there already is used for the first time. */
  void before(String id, Path repository) throws IOException {
    if (!done && !seen.contains(id)) {
      clean(id, repository);
    }
  }

  /** Looks at all repositories; ends early when interrupted. */
  void all() throws IOException {
    boolean clean = true;
    for (Path shelf : list(repos)) {
      for (Path repository : list(shelf)) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        clean &= look(repository);
      }
    }
    if (clean) {
      unneeded();
    }
  }

  /** There is nothing to clean up, or nothing any more. */
  void unneeded() {
    done = true;
    seen.clear();
  }

  /** Whether everything has been looked at. */
  boolean isDone() {
    return done;
  }

  private boolean look(Path repository) {
    String name = repository.getFileName().toString();
    String id = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    try {
      // The row always comes before the folder, so a folder without a row is never a new one.
      if (hasRow.test(id)) {
        before(id, repository);
      } else {
        trash.take(repository);
      }
      return true;
    } catch (IOException broken) {
      Failure.warn(
          LOG, "Could not clean up " + id + "; it is tried again after the next start", broken);
      return false;
    }
  }

  /** One at a time: whoever comes second finds it done. */
  private synchronized void clean(String id, Path repository) throws IOException {
    if (done || seen.contains(id)) {
      return;
    }
    try {
      remove(repository, Recovery::leftover);
      removeLocks(repository.resolve("refs"));
      Path objects = repository.resolve("objects");
      remove(objects, name -> !name.equals("pack") && !name.equals("info") && name.length() != 2);
      cleanPacks(PackFiles.folder(repository));
    } catch (NoSuchFileException deletedMeanwhile) {
      LOG.debug("The repo {} was deleted while it was cleaned up.", id);
    }
    seen.add(id);
  }

  /** Locks, and the file JGit measures the clock of a disk with. */
  private static boolean leftover(String name) {
    return name.endsWith(".lock") || name.equals("gc.pid") || name.startsWith(".probe-");
  }

  private static void removeLocks(Path folder) throws IOException {
    for (Path child : list(folder)) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        removeLocks(child);
      } else if (child.getFileName().toString().endsWith(".lock")) {
        Files.deleteIfExists(child);
      }
    }
  }

  /** Keeps what belongs to packs that are whole: those with their pack and its index. */
  private static void cleanPacks(Path folder) throws IOException {
    Set<String> packs = new HashSet<>();
    Set<String> indexed = new HashSet<>();
    for (Path file : list(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".pack")) {
        packs.add(stem(name));
      } else if (name.endsWith(".idx")) {
        indexed.add(stem(name));
      }
    }
    packs.retainAll(indexed);
    remove(folder, name -> !name.startsWith("pack-") || !packs.contains(stem(name)));
  }

  private static String stem(String name) {
    int ending = name.indexOf('.');
    return ending < 0 ? name : name.substring(0, ending);
  }

  private static void remove(Path folder, Predicate<String> unwanted) throws IOException {
    for (Path child : list(folder)) {
      if (unwanted.test(child.getFileName().toString())) {
        Durable.remove(child);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }
}
