package dev.repostore.host;

import dev.repostore.HostError;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bare repositories on disk, named by id alone: {@code repos/ab/abcdef….git}. One is made when
 * it is first used, aside and then renamed, so that it is whole or not there.
 */
final class RepoStorage implements AutoCloseable {

  private static final int MOST_OPEN = 1000;

  private final DataFolder data;
  private final Ids ids;
  private final Trash trash;
  private final Recovery recovery;
  private final RepoSizes sizes = new RepoSizes();
  private final OpenRepos open = new OpenRepos(MOST_OPEN);

  RepoStorage(DataFolder data, Ids ids, Trash trash, Recovery recovery) {
    this.data = data;
    this.ids = ids;
    this.trash = trash;
    this.recovery = recovery;
  }

  /** Where a repo's repository is, or will be. */
  Path folder(String id) {
    return shelf(id).resolve(id + ".git");
  }

  /** No folder has more entries than a file system likes. */
  private Path shelf(String id) {
    return data.repos().resolve(id.substring(0, 2));
  }

  /** The repository, made if this is its first use; the caller closes it. Empty if it is going. */
  Optional<HostedRepository> open(RepoRow repo) {
    return open.use(repo.id(), () -> {
      try {
        return opened(repo);
      } catch (IOException broken) {
        throw unavailable(repo, broken);
      }
    });
  }

  /**
   * Puts a finished folder in a repo's place; false if there is one, which stays. When it returns
   * the names are on the disk, those inside too: a journaling file system does not write the last
   * of them before the others. The bytes of files must have been synced before.
   */
  boolean install(Path made, String id) throws IOException {
    Path place = folder(id);
    recovery.made(id);
    boolean newShelf = !Files.isDirectory(shelf(id));
    Files.createDirectories(shelf(id));
    try {
      Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException taken) {
      if (Files.isDirectory(place)) {
        return false;
      }
      throw taken;
    }
    Durable.syncFolder(shelf(id));
    if (newShelf) {
      Durable.syncFolder(data.repos());
    }
    return true;
  }

  /** A folder that does not exist, to make something in that is renamed when it is whole. */
  Path aside(String id) {
    return data.temporary().resolve(id + "-" + ids.next());
  }

  /** Takes away what was made aside and is not wanted after all. */
  void abandon(Path aside) {
    trash.take(aside);
  }

  /** Takes away what a killed process was making; called before anything else is made. */
  void clear() {
    try (Stream<Path> left = Files.list(data.temporary())) {
      left.toList().forEach(trash::take);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Takes a deleted repo's files away, now or when the last who uses them is done. */
  void discard(String id) {
    sizes.forget(id);
    open.remove(id, () -> trash.take(folder(id)));
  }

  /** Bytes of the repo's objects with {@code more}; exact before it is said to be too much. */
  long sizeWith(String id, long more, long limit) {
    if (sizes.of(id, folder(id)) + more > limit) {
      sizes.doubt(id);
    }
    return sizes.of(id, folder(id)) + more;
  }

  /** Room for what a push brings; empty if the repo would be larger than {@code limit}. */
  Optional<RepoSizes.Room> room(String id, Incoming incoming, long limit) throws IOException {
    Path folder = folder(id);
    Optional<RepoSizes.Room> room = sizes.room(id, folder, incoming.mostBytes(), limit);
    if (room.isEmpty()) {
      sizes.doubt(id);
      room = sizes.room(id, folder, incoming.bytes(), limit);
    }
    return room;
  }

  /** So many bytes were added to a repo's files. */
  void grew(String id, long bytes) {
    sizes.grew(id, bytes);
  }

  /** Whether nobody uses a repository any more; after closing. */
  boolean isUnused() {
    return open.size() == 0;
  }

  @Override
  public void close() {
    open.close();
  }

  private HostedRepository opened(RepoRow repo) throws IOException {
    Path folder = folder(repo.id());
    if (Files.isDirectory(folder)) {
      recovery.before(repo.id(), folder);
    } else if (repo.source() == null && repo.lastPushAt() == null) {
      makeEmpty(repo);
    } else {
      throw missing(repo);
    }
    return new HostedRepository(folder.toFile(), repo.id(), open);
  }

  private void makeEmpty(RepoRow repo) throws IOException {
    Path made = aside(repo.id());
    try {
      BareFolder.make(made, repo.defaultBranch());
      install(made, repo.id());
    } finally {
      // It is only there still if it was not put in its place: by a failure, or as the second.
      abandon(made);
    }
  }

  private StoreUnavailableException missing(RepoRow repo) {
    String message = "The files of the repo '" + repo.name() + "' are not at " + folder(repo.id())
        + ", although it had some. Put that folder back from a backup.";
    return new StoreUnavailableException(
        message, false, new HostError(HostErrors.INTERNAL_ERROR, message), null);
  }

  /** What a caller is told when the files of a repo fail. */
  static StoreUnavailableException unavailable(RepoRow repo, IOException cause) {
    String message = "The files of the repo '" + repo.name() + "' (" + repo.id()
        + ") could not be read or written: " + cause.getMessage()
        + ". Look at the disk, then try again.";
    return new StoreUnavailableException(
        message, new HostError(HostErrors.INTERNAL_ERROR, message), cause);
  }
}
