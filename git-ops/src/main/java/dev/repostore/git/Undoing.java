package dev.repostore.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;

/**
 * Puts the files of a working tree back that were to be changed, when the disk is full in the
 * middle of it, or a folder can be written no more: what was new goes, which makes room for what
 * was old.
 */
final class Undoing {

  private final Repository repository;
  private final DirCache index;

  /** @param index what the files were as */
  Undoing(Repository repository, DirCache index) {
    this.repository = repository;
    this.index = index;
  }

  /**
   * Goes as far as it can; why it could not go on is told along with why the work failed.
   *
   * @param written where something new is
   * @param deleted where nothing is any more
   */
  void after(Exception failed, Collection<String> written, Collection<String> deleted) {
    try {
      new WorkTree(repository, NullProgressMonitor.INSTANCE).delete(List.copyOf(written));
      LineEnds lineEnds = new LineEnds(repository, index);
      Set<String> gone = new HashSet<>(written);
      gone.addAll(deleted);
      for (int i = 0; i < index.getEntryCount(); i++) {
        DirCacheEntry entry = index.getEntry(i);
        String path = entry.getPathString();
        if (entry.getStage() == 0 && gone.contains(path)) {
          restore(new WorkFile(new DirCacheEntry(entry), path, lineEnds.of(path), false), failed);
        }
      }
    } catch (IOException | RuntimeException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  /** One by one: one that cannot be written does not keep the others from it. */
  private void restore(WorkFile file, Exception failed) {
    try {
      new WorkTree(repository, NullProgressMonitor.INSTANCE).write(new ArrayList<>(List.of(file)));
    } catch (IOException | RuntimeException there) {
      failed.addSuppressed(there);
    }
  }
}
