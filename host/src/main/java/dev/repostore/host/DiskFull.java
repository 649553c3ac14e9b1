package dev.repostore.host;

import java.util.List;

/** Tells a full disk, or a share of one that is used up, from other failures. */
final class DiskFull {

  /** What a pusher is told; the path of the disk is the host's own business. */
  static final String MESSAGE =
      "the host's disk is full, and nothing was kept; try again when there is space";

  private static final int DEEP = 20;
  private static final List<String> SIGNS = List.of(
      "No space left on device",
      "Disk quota exceeded",
      "File too large",
      "not enough space on the disk",
      "[SQLITE_FULL]");

  private DiskFull() {}

  /** Whether that is what the failure comes from. Java has no type of its own for it. */
  static boolean caused(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEP; depth++) {
      String message = String.valueOf(at.getMessage());
      if (SIGNS.stream().anyMatch(message::contains)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
