package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;

/** Puts files of the index back to what the last commit has. */
final class Unstaging {

  private Unstaging() {}

  static void unstage(LocalRepo local, List<String> paths) throws IOException {
    local.files();
    paths.forEach(PathRule::require);
    DirCache head = new Switching(local).head();
    DirCache index = local.repository().lockDirCache();
    try {
      for (String path : paths) {
        if (!has(index, path) && !has(head, path)) {
          throw new InvalidRequestException(
              "paths",
              "There is no file '" + PathRule.printable(path)
                  + "' to unstage. status() lists what is staged.");
        }
      }
      DirCacheBuilder builder = index.builder();
      fill(builder, index, within(head, paths), paths);
      if (!builder.commit()) {
        throw new IOException("the index could not be replaced");
      }
    } finally {
      index.unlock();
    }
  }

  /** What the last commit has of these paths. */
  private static Map<String, DirCacheEntry> within(DirCache head, List<String> paths) {
    Map<String, DirCacheEntry> found = new TreeMap<>();
    for (int i = 0; i < head.getEntryCount(); i++) {
      if (isWithin(head.getEntry(i).getPathString(), paths)) {
        found.put(head.getEntry(i).getPathString(), head.getEntry(i));
      }
    }
    return found;
  }

  /** An entry that is as it was keeps what the index knows of its file. */
  private static void fill(
      DirCacheBuilder builder,
      DirCache index,
      Map<String, DirCacheEntry> back,
      List<String> paths) {
    for (int i = 0; i < index.getEntryCount(); i++) {
      DirCacheEntry entry = index.getEntry(i);
      DirCacheEntry last = back.get(entry.getPathString());
      boolean same = last != null
          && entry.getStage() == 0
          && last.getObjectId().equals(entry.getObjectId())
          && last.getRawMode() == entry.getRawMode();
      if (same || !isWithin(entry.getPathString(), paths)) {
        builder.add(entry);
        back.remove(entry.getPathString());
      }
    }
    back.values().forEach(builder::add);
  }

  static boolean has(DirCache index, String path) {
    return index.findEntry(path) >= 0 || index.getEntriesWithin(path).length > 0;
  }

  static boolean isWithin(String path, List<String> paths) {
    for (String named : paths) {
      if (path.equals(named) || path.startsWith(named + "/")) {
        return true;
      }
    }
    return false;
  }
}
