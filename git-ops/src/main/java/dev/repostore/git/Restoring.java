package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Puts files of the working tree back to what the index or a commit has. */
final class Restoring {

  private final Repository repository;
  private final DirCache index;
  private final DirCache source;
  private final Restore request;

  private Restoring(Repository repository, DirCache index, DirCache source, Restore request) {
    this.repository = repository;
    this.index = index;
    this.source = source;
    this.request = request;
  }

  static void restore(LocalRepo local, Restore request) throws IOException {
    local.files();
    request.paths().forEach(PathRule::require);
    Repository repository = local.repository();
    DirCache index = repository.lockDirCache();
    try {
      new Restoring(repository, index, source(repository, index, request), request).run();
    } finally {
      index.unlock();
    }
  }

  private static DirCache source(Repository repository, DirCache index, Restore request)
      throws IOException {
    if (request.source() == null) {
      return index;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return TreeIndex.of(
          repository, Revisions.commit(repository, walk, request.source()).getTree());
    }
  }

  private void run() throws IOException {
    requireKnown();
    DirCache after = DirCache.newInCore();
    List<DirCacheEntry> back = fill(after);
    TreeIndex.requireSafe(after);
    Set<String> changed = changed();
    LineEnds lineEnds = new LineEnds(repository, after);
    List<WorkFile> files = back.stream()
        .filter(entry -> changed.contains(entry.getPathString()))
        .filter(entry -> !FileMode.GITLINK.equals(entry.getRawMode()))
        .map(entry ->
            new WorkFile(entry, entry.getPathString(), lineEnds.of(entry.getPathString()), true))
        .toList();
    List<String> gone = gone();
    requireRoom(files, gone);
    WorkTree tree = new WorkTree(repository, NullProgressMonitor.INSTANCE);
    tree.delete(gone);
    tree.write(files);
    keep(after);
  }

  private void requireKnown() {
    for (String path : request.paths()) {
      if (!Unstaging.has(index, path) && !Unstaging.has(source, path)) {
        throw new InvalidRequestException(
            "paths",
            "There is no file '" + PathRule.printable(path)
                + "' to put back: Git does not follow it. status() lists what has changed.");
      }
    }
    List<String> conflicts =
        Merging.conflicts(source).stream().filter(this::isAsked).toList();
    if (!conflicts.isEmpty()) {
      throw new MergeConflictException(
          "Nothing was put back: of " + Shown.list(conflicts) + " the index has both sides of a"
              + " conflict. Take the files from a commit, Restore.of(path).from(\"HEAD\"), or abort the merge.",
          conflicts);
    }
  }

  /**
   * What the index has if it is to have the files so, too; and of these the files themselves. One
   * that is staged as it was keeps what the index knows of its file.
   */
  private List<DirCacheEntry> fill(DirCache after) {
    List<DirCacheEntry> back = new ArrayList<>();
    DirCacheBuilder builder = after.builder();
    for (int i = 0; i < index.getEntryCount(); i++) {
      if (!isAsked(index.getEntry(i).getPathString())) {
        builder.add(index.getEntry(i));
      }
    }
    for (int i = 0; i < source.getEntryCount(); i++) {
      DirCacheEntry entry = source.getEntry(i);
      if (isAsked(entry.getPathString())) {
        DirCacheEntry staged = index.getEntry(entry.getPathString());
        back.add(Transition.same(staged, entry) && staged.getStage() == 0 ? staged : entry);
      }
    }
    back.forEach(builder::add);
    builder.finish();
    return back;
  }

  private Set<String> changed() throws IOException {
    WorkScan.Found found = new WorkScan.Found();
    new WorkScan(repository, source).only(request.paths()).visit(found);
    Set<String> changed = new HashSet<>();
    found.changed.forEach(change -> changed.add(change.path()));
    return changed;
  }

  /** What Git follows, and the source has not. */
  private List<String> gone() {
    Set<String> gone = new TreeSet<>();
    for (int i = 0; i < index.getEntryCount(); i++) {
      String path = index.getEntry(i).getPathString();
      if (isAsked(path) && source.findEntry(path) < 0) {
        gone.add(path);
      }
    }
    return List.copyOf(gone);
  }

  /** Fails if what nobody follows would have to go for a file, or for a folder one is in. */
  private void requireRoom(List<WorkFile> files, List<String> gone) throws IOException {
    Path root = repository.getWorkTree().toPath();
    Set<String> lost = new TreeSet<>();
    for (WorkFile file : files) {
      String path = file.path();
      if (Files.isDirectory(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        Transition.filesIn(root, path, gone, lost);
      }
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        String folder = path.substring(0, slash);
        if (Files.isRegularFile(root.resolve(folder), LinkOption.NOFOLLOW_LINKS)
            && !gone.contains(folder)) {
          lost.add(folder);
        }
      }
    }
    if (!lost.isEmpty()) {
      throw new UncommittedChangesException(
          "Nothing was put back: " + Shown.list(List.copyOf(lost))
              + " is in the way and in no commit. Move it away.",
          List.copyOf(lost));
    }
  }

  private void keep(DirCache after) throws IOException {
    if (request.staged()) {
      DirCacheBuilder builder = index.builder();
      for (int i = 0; i < after.getEntryCount(); i++) {
        builder.add(after.getEntry(i));
      }
      builder.finish();
    }
    index.write();
    if (!index.commit()) {
      throw new IOException("the index could not be replaced");
    }
  }

  private boolean isAsked(String path) {
    return Unstaging.isWithin(path, request.paths());
  }
}
