package dev.repostore.git;

import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;

/**
 * A file to be written into the working tree.
 *
 * @param entry what the index is to have; gets the size and time of the file
 * @param eol how its lines end there
 * @param replace whether a file or link in its place is deleted first
 */
record WorkFile(DirCacheEntry entry, String path, EolStreamType eol, boolean replace) {

  boolean isLink() {
    return FileMode.SYMLINK.equals(entry.getRawMode());
  }

  boolean isSubmodule() {
    return FileMode.GITLINK.equals(entry.getRawMode());
  }

  boolean isExecutable() {
    return FileMode.EXECUTABLE_FILE.equals(entry.getRawMode());
  }
}
