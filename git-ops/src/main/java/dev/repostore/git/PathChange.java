package dev.repostore.git;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param path its path from the root of the tree, segments parted by {@code /}
 * @param from the path it had or was copied from; null unless it was renamed or copied
 */
public record PathChange(Type type, String path, @Nullable String from) {

  /** What became of a file. */
  public enum Type {
    /** It is new. */
    ADDED,
    /** Its content or its executable bit is another. */
    MODIFIED,
    /** It is gone. */
    DELETED,
    /** It was a file and is a link or a submodule, or the other way round. */
    TYPE_CHANGED,
    /** It has another path, and much the same content. */
    RENAMED,
    /** It is new, with much the same content as another. */
    COPIED
  }

  /** Checks that neither type nor path is null. */
  public PathChange {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(path, "path");
  }
}
