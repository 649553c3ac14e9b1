package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.util.List;
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
      TreeMap<String, DirCacheEntry> back = new TreeMap<>();
      for (int i = 0; i < head.getEntryCount(); i++) {
        if (isWithin(head.getEntry(i).getPathString(), paths)) {
          back.put(head.getEntry(i).getPathString(), head.getEntry(i));
        }
      }
      for (int i = 0; i < index.getEntryCount(); i++) {
        DirCacheEntry entry = index.getEntry(i);
        DirCacheEntry last = back.get(entry.getPathString());
        if (!isWithin(entry.getPathString(), paths)) {
          builder.add(entry);
        } else if (last != null
            && entry.getStage() == 0
            && last.getObjectId().equals(entry.getObjectId())
            && last.getRawMode() == entry.getRawMode()) {
          builder.add(entry);
          back.remove(entry.getPathString());
        }
      }
      back.values().forEach(builder::add);
      if (!builder.commit()) {
        throw new IOException("the index could not be replaced");
      }
    } finally {
      index.unlock();
    }
  }

  private static boolean has(DirCache index, String path) {
    return index.findEntry(path) >= 0 || index.getEntriesWithin(path).length > 0;
  }

  private static boolean isWithin(String path, List<String> paths) {
    for (String named : paths) {
      if (path.equals(named) || path.startsWith(named + "/")) {
        return true;
      }
    }
    return false;
  }
}
