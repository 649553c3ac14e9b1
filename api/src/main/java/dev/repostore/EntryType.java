package dev.repostore;

/** What a name in a tree stands for. */
public enum EntryType {
  /** A plain file. */
  BLOB("100644"),
  /** A file with the executable bit. */
  EXEC("100755"),
  /** A symbolic link; its blob is the link's target. */
  SYMLINK("120000"),
  /** A commit of another repository (a submodule). */
  GITLINK("160000"),
  /** A folder. */
  TREE("40000");

  private final String mode;

  EntryType(String mode) {
    this.mode = mode;
  }

  /** Git's file mode in octal digits, without a leading zero. */
  public String mode() {
    return mode;
  }
}
