package dev.repostore.git;

import dev.repostore.EntryType;
import java.util.Objects;

/**
 * A file or folder of a commit.
 *
 * @param path from the root, segments parted by {@code /}
 * @param type what it is, which is also its mode
 * @param hash the object's hash, 40 hex digits
 * @param size how many bytes a file or link has; -1 for a folder or a submodule
 */
public record FileEntry(String path, EntryType type, String hash, long size) {

  /** Checks that nothing is null. */
  public FileEntry {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(hash, "hash");
  }
}
