package dev.repostore;

import java.util.Objects;

/**
 * One name in a folder.
 *
 * @param name a single path segment
 * @param type what it stands for, which is also its mode
 * @param hash the object's hash, 40 hex digits
 */
public record TreeEntry(String name, EntryType type, String hash) {

  /** Checks that nothing is null. */
  public TreeEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(hash, "hash");
  }
}
