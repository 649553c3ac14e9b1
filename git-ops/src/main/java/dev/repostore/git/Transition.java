package dev.repostore.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Takes the index and the files from one tree to another, as Git does: what is the same in both
 * keeps what the user did to it, and what differs must not have been touched. It is all looked at
 * before anything is changed.
 */
final class Transition {

  /** What becomes of what is in no commit. */
  enum Mode {
    /** It is kept, or nothing is done. */
    KEEP,
    /** What is staged is given up, and what was changed in other files is kept. */
    UNSTAGE,
    /** It is given up. */
    DISCARD
  }

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PATH = 4095;

  private final Repository repository;
  private final DirCache index;
  private final DirCache before;
  private final DirCache after;
  private final Mode mode;
  private final boolean force;
  private final List<DirCacheEntry> kept = new ArrayList<>();
  private final List<DirCacheEntry> written = new ArrayList<>();
  private final Set<String> replaced = new HashSet<>();
  private final List<String> deleted = new ArrayList<>();
  private final Set<String> lost = new TreeSet<>();
  private final Set<String> inTheWay = new TreeSet<>();

  /**
   * @param index locked
   * @param before the tree of the last commit
   * @param force whether all that was staged or changed is given up
   */
  Transition(
      Repository repository, DirCache index, DirCache before, DirCache after, boolean force) {
    this(repository, index, before, after, force ? Mode.DISCARD : Mode.KEEP);
  }

  Transition(Repository repository, DirCache index, DirCache before, DirCache after, Mode mode) {
    this.repository = repository;
    this.index = index;
    this.before = before;
    this.after = after;
    this.mode = mode;
    this.force = mode != Mode.KEEP;
  }

  /**
   * Looks at everything; changes nothing.
   *
   * @throws UncommittedChangesException if changes would be lost
   */
  Transition plan() throws IOException {
    TreeIndex.requireSafe(after);
    requireShort();
    for (String path : paths()) {
      plan(path);
    }
    if (index.getEntryCount() > 0 || !isEmptyTree()) {
      if (mode == Mode.DISCARD) {
        rewriteChanged();
      } else if (mode == Mode.KEEP) {
        requireUntouched();
      }
    }
    requireNothingLost();
    return this;
  }

  private void requireNothingLost() {
    if (!lost.isEmpty()) {
      List<String> paths = List.copyOf(lost);
      throw new UncommittedChangesException(
          "Changes that are in no commit would be lost in " + Shown.list(paths)
              + ". Commit them, move the files away, or give them up:"
              + " Restore.of(path).from(\"HEAD\").withStaged().",
          paths);
    }
    if (!inTheWay.isEmpty()) {
      List<String> paths = List.copyOf(inTheWay);
      throw new UncommittedChangesException(
          "Files that Git does not follow are in the way and would be lost: " + Shown.list(paths)
              + ". Move or delete them, or stage and commit them.",
          paths);
    }
  }

  /**
   * Fails if a path is longer than the system takes: half of the files would be written by then.
   */
  private void requireShort() {
    int root = repository.getWorkTree().getPath().getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < after.getEntryCount(); i++) {
      byte[] path = after.getEntry(i).getRawPath();
      int name = 0;
      int longest = 0;
      for (byte each : path) {
        name = each == '/' ? 0 : name + 1;
        longest = Math.max(longest, name);
      }
      if (longest > LONGEST_NAME || root + 1 + path.length > LONGEST_PATH) {
        throw new PathRefusedException(
            after.getEntry(i).getPathString().substring(0, 200),
            "it is longer than a file system takes. Give it, or the folders it is in, shorter names.");
      }
    }
  }

  /** Changes the files and then the index. */
  void apply(ProgressMonitor monitor) throws IOException {
    applyWith(Map.of(), monitor);
  }

  /** As {@link #apply}; of these files the index gets these entries, whatever was written. */
  void applyWith(Map<String, List<DirCacheEntry>> sides, ProgressMonitor monitor)
      throws IOException {
    LineEnds lineEnds = new LineEnds(repository, after);
    List<WorkFile> files = new ArrayList<>();
    for (DirCacheEntry entry : written) {
      String path = entry.getPathString();
      files.add(new WorkFile(entry, path, lineEnds.of(path), force || replaced.contains(path)));
    }
    WorkTree tree = new WorkTree(repository, monitor);
    try {
      tree.delete(deleted);
      tree.write(files);
    } catch (IOException | RuntimeException failed) {
      new Undoing(repository, index).after(failed, tree.touched(), deleted);
      throw failed;
    }
    DirCacheBuilder builder = index.builder();
    for (List<DirCacheEntry> entries : List.of(kept, written)) {
      entries.stream()
          .filter(entry -> !sides.containsKey(entry.getPathString()))
          .forEach(builder::add);
    }
    sides.values().forEach(entries -> entries.forEach(builder::add));
    if (!builder.commit()) {
      throw new IOException("the index could not be replaced");
    }
  }

  private Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    for (DirCache each : List.of(index, after)) {
      for (int i = 0; i < each.getEntryCount(); i++) {
        paths.add(each.getEntry(i).getPathString());
      }
    }
    return paths;
  }

  private void plan(String path) {
    DirCacheEntry staged = index.getEntry(path);
    DirCacheEntry target = after.getEntry(path);
    boolean conflict = staged != null && staged.getStage() > 0;
    if (!conflict && same(staged, target)) {
      kept.add(Objects.requireNonNull(staged));
      return;
    }
    DirCacheEntry head = before.getEntry(path);
    if (!force && (conflict || !same(staged, head))) {
      if (!conflict && same(head, target)) {
        if (staged != null) {
          kept.add(staged);
        }
      } else {
        lost.add(path);
      }
      return;
    }
    if (target == null) {
      deleted.add(path);
    } else {
      write(target, staged != null);
    }
  }

  private void write(DirCacheEntry target, boolean replace) {
    DirCacheEntry entry = new DirCacheEntry(target.getRawPath());
    entry.setFileMode(target.getFileMode());
    entry.setObjectId(target.getObjectId());
    written.add(entry);
    if (replace) {
      replaced.add(target.getPathString());
    }
  }

  static boolean same(@Nullable DirCacheEntry one, @Nullable DirCacheEntry other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.getRawMode() == other.getRawMode() && one.getObjectId().equals(other.getObjectId());
  }

  private boolean isEmptyTree() throws IOException {
    try (var names = Files.newDirectoryStream(
        repository.getWorkTree().toPath(), name -> !name.endsWith(".git"))) {
      return !names.iterator().hasNext();
    }
  }

  /** What was changed goes back to what it was, too. */
  private void rewriteChanged() throws IOException {
    WorkScan.Found found = scan(List.of());
    Set<String> changed = new HashSet<>();
    found.changed.forEach(change -> changed.add(change.path()));
    kept.removeIf(entry -> {
      boolean again =
          changed.contains(entry.getPathString()) && !FileMode.GITLINK.equals(entry.getRawMode());
      if (again) {
        write(entry, true);
      }
      return again;
    });
  }

  private void requireUntouched() throws IOException {
    Set<String> touched = new HashSet<>(deleted);
    written.forEach(entry -> touched.add(entry.getPathString()));
    if (touched.isEmpty()) {
      return;
    }
    WorkScan.Found found = scan(touched.size() > 1000 ? List.of() : touched);
    for (PathChange change : found.changed) {
      if (touched.contains(change.path()) && change.type() != PathChange.Type.DELETED) {
        lost.add(change.path());
      }
    }
    found.untracked.stream().filter(touched::contains).forEach(inTheWay::add);
    Set<String> gone = new HashSet<>(deleted);
    Set<String> looked = new HashSet<>();
    for (DirCacheEntry entry : written) {
      requireRoom(entry.getPathString(), gone, looked);
      // An ignored file may be written over, as Git does.
      replaced.add(entry.getPathString());
    }
  }

  private WorkScan.Found scan(Collection<String> paths) throws IOException {
    WorkScan.Found found = new WorkScan.Found();
    new WorkScan(repository, index).only(paths).visit(found);
    return found;
  }

  /**
   * Fails if a folder stands where the file goes, or anything else where one of its folders does.
   */
  private void requireRoom(String path, Set<String> gone, Set<String> looked) throws IOException {
    Path root = repository.getWorkTree().toPath();
    if (Files.isDirectory(root.resolve(path), LinkOption.NOFOLLOW_LINKS)
        && index.getEntry(path) == null) {
      filesIn(root, path, gone, inTheWay);
    }
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      String folder = path.substring(0, slash);
      if (!looked.add(folder)) {
        return;
      }
      Path there = root.resolve(folder);
      if (Files.isSymbolicLink(there) && !gone.contains(folder)) {
        throw new PathRefusedException(
            path,
            "its folder '" + PathRule.printable(folder)
                + "' is a symbolic link here, and no link is followed. Remove the link.");
      }
      if (Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS) && !gone.contains(folder)) {
        inTheWay.add(folder);
      }
    }
  }

  /** Adds the files in a folder, but those that are to be deleted. */
  static void filesIn(Path root, String folder, Collection<String> gone, Set<String> found)
      throws IOException {
    try (var inside = Files.walk(root.resolve(folder))) {
      inside
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !gone.contains(file))
          .forEach(found::add);
    }
  }
}
