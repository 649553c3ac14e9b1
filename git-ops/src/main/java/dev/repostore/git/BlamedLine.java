package dev.repostore.git;

import dev.repostore.Person;
import java.time.Instant;
import java.util.Objects;

/**
 * Who last changed a line.
 *
 * @param line its number in the file, from 1
 * @param hash the commit, 40 hex digits
 * @param author of the commit
 * @param authoredAt when the commit was written, to the second
 * @param path the file's path in that commit
 * @param lineThen the line's number in that commit, from 1
 * @param text without its line break; bytes that are not UTF-8 are shown as U+FFFD
 */
public record BlamedLine(
    int line,
    String hash,
    Person author,
    Instant authoredAt,
    String path,
    int lineThen,
    String text) {

  /** Checks that nothing is null. */
  public BlamedLine {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(authoredAt, "authoredAt");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(text, "text");
  }
}
