package dev.repostore.git;

import dev.repostore.Person;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for a tag. Start with {@link #named(String)}.
 *
 * @param name without {@code refs/tags/}
 * @param target a branch, tag or commit; {@code HEAD} unless set
 * @param message what it says; null for a mere name
 * @param tagger who makes it; null as with {@link CreateCommit#committer()}
 */
public record CreateTag(
    String name,
    String target,
    @Nullable String message,
    @Nullable Person tagger) {

  /** Checks that neither name nor target is null. */
  public CreateTag {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(target, "target");
  }

  /** A mere name for the last commit. */
  public static CreateTag named(String name) {
    return new CreateTag(name, "HEAD", null, null);
  }

  /** The same request for another branch, tag or commit. */
  public CreateTag withTarget(String target) {
    return new CreateTag(name, target, message, tagger);
  }

  /** The same request for a tag that says something. */
  public CreateTag withMessage(String message) {
    return new CreateTag(name, target, message, tagger);
  }

  /** The same request by another tagger. */
  public CreateTag withTagger(Person tagger) {
    return new CreateTag(name, target, message, tagger);
  }
}
