package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.git.FileChange;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Changes of files gone through by their paths alone, to find the one that would be refused. */
final class Rehearsal {

  private final NavigableSet<String> paths;

  private Rehearsal(Collection<String> paths) {
    this.paths = new TreeSet<>(paths);
  }

  /** Refuses what a commit of these changes to those files would refuse. */
  static void of(Collection<String> files, List<FileChange> changes) {
    Rehearsal rehearsal = new Rehearsal(files);
    changes.forEach(rehearsal::apply);
  }

  private void apply(FileChange change) {
    if (change instanceof FileChange.Put put) {
      put(put.path());
    } else if (change instanceof FileChange.Delete delete) {
      take(delete.path());
    } else if (change instanceof FileChange.Rename rename) {
      Set<String> moved = take(rename.from());
      if (!below(rename.to()).isEmpty()) {
        throw refused(rename.to(), "is there already");
      }
      moved.forEach(path -> put(rename.to() + path.substring(rename.from().length())));
    }
  }

  private void put(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (paths.contains(path.substring(0, slash))) {
        throw refused(path, "cannot be: '" + path.substring(0, slash) + "' is a file");
      }
    }
    if (!paths.subSet(path + "/", path + "0").isEmpty()) {
      throw refused(path, "is a folder");
    }
    paths.add(path);
  }

  private Set<String> take(String path) {
    Set<String> taken = below(path);
    if (taken.isEmpty()) {
      throw refused(path, "is not there");
    }
    paths.removeAll(taken);
    return taken;
  }

  /** The file of that name, or all in the folder. */
  private Set<String> below(String path) {
    Set<String> below = new TreeSet<>(paths.subSet(path + "/", path + "0"));
    if (paths.contains(path)) {
      below.add(path);
    }
    return below;
  }

  private static InvalidRequestException refused(String path, String why) {
    return new InvalidRequestException("changes", "The path '" + path + "' " + why + ".");
  }
}
