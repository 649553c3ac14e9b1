package dev.repostore;

import org.jspecify.annotations.Nullable;

/**
 * A request for a fork: a new repo with the history of another. Start with {@link #named(String)}.
 *
 * @param name the fork's name; see {@link Names}
 * @param description free text; null for none, whatever the source's is
 * @param readOnly whether pushes to the fork are refused; needs {@link Capability#READ_ONLY}
 * @param defaultBranchOnly whether only the source's default branch is copied; true unless set
 */
public record ForkRepo(
    String name, @Nullable String description, boolean readOnly, boolean defaultBranchOnly) {

  /** @throws InvalidRequestException with field {@code name} if it breaks the rule */
  public ForkRepo {
    Names.repo(name);
  }

  /** A writable fork of the default branch, with no description. */
  public static ForkRepo named(String name) {
    return new ForkRepo(name, null, false, true);
  }

  /** The same request for another name. */
  public ForkRepo withName(String name) {
    return new ForkRepo(name, description, readOnly, defaultBranchOnly);
  }

  /** The same request with a description. */
  public ForkRepo withDescription(@Nullable String description) {
    return new ForkRepo(name, description, readOnly, defaultBranchOnly);
  }

  /** The same request for a fork that refuses pushes, or not. */
  public ForkRepo withReadOnly(boolean readOnly) {
    return new ForkRepo(name, description, readOnly, defaultBranchOnly);
  }

  /** The same request for every ref of the source (false) or its default branch alone (true). */
  public ForkRepo withDefaultBranchOnly(boolean defaultBranchOnly) {
    return new ForkRepo(name, description, readOnly, defaultBranchOnly);
  }
}
