package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.time.Duration;
import java.util.Objects;

/**
 * How much one operation may take from a remote. Passing a limit ends it in a
 * {@link GitLimitException}, and leaves nothing behind. Start with {@link #none()}.
 *
 * @param bytes how many bytes may be received, in all answers together
 * @param objects how many Git objects one pack may hold
 * @param files how many files a tree may have that is checked out
 * @param fileBytes how long a file may be that is checked out, or read or searched without a clone
 * @param time how long the whole operation may last
 * @param silence how long the remote may say nothing before it counts as gone; a host may think for
 *     long before it answers a large push
 */
public record GitLimits(
    long bytes, long objects, int files, long fileBytes, Duration time, Duration silence) {

  /** More than any sensible tree: a few trees can stand for more files than there are atoms. */
  static final int MOST_FILES = 1_000_000;

  /** Longer than any operation. */
  private static final Duration FOREVER = Duration.ofDays(365);

  private static final Duration STANDARD_SILENCE = Duration.ofMinutes(2);

  /** @throws InvalidRequestException with the field's name if one is zero or less */
  public GitLimits {
    requirePositive("bytes", bytes > 0);
    requirePositive("objects", objects > 0);
    requirePositive("files", files > 0);
    requirePositive("file_bytes", fileBytes > 0);
    requirePositive("time", Objects.requireNonNull(time, "time").compareTo(Duration.ZERO) > 0);
    requirePositive(
        "silence", Objects.requireNonNull(silence, "silence").compareTo(Duration.ZERO) > 0);
  }

  /** No limit but on silence, two minutes, and on the files of a tree, a million. */
  public static GitLimits none() {
    return new GitLimits(
        Long.MAX_VALUE, Long.MAX_VALUE, MOST_FILES, Long.MAX_VALUE, FOREVER, STANDARD_SILENCE);
  }

  /** The same limits with another one on the bytes received. */
  public GitLimits withBytes(long bytes) {
    return new GitLimits(bytes, objects, files, fileBytes, time, silence);
  }

  /** The same limits with another one on the objects of a pack. */
  public GitLimits withObjects(long objects) {
    return new GitLimits(bytes, objects, files, fileBytes, time, silence);
  }

  /** The same limits with another one on the files of a tree that is checked out. */
  public GitLimits withFiles(int files) {
    return new GitLimits(bytes, objects, files, fileBytes, time, silence);
  }

  /** The same limits with another one on the length of a file that is checked out. */
  public GitLimits withFileBytes(long fileBytes) {
    return new GitLimits(bytes, objects, files, fileBytes, time, silence);
  }

  /** The same limits with another one on the time of the whole operation. */
  public GitLimits withTime(Duration time) {
    return new GitLimits(bytes, objects, files, fileBytes, time, silence);
  }

  /** The same limits with another one on the remote's silence. */
  public GitLimits withSilence(Duration silence) {
    return new GitLimits(bytes, objects, files, fileBytes, time, silence);
  }

  private static void requirePositive(String field, boolean positive) {
    if (!positive) {
      throw new InvalidRequestException(
          field, "The limit '" + field + "' must be more than zero; leave it out for none.");
    }
  }
}
