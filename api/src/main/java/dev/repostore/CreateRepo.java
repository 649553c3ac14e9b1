package dev.repostore;

import org.jspecify.annotations.Nullable;

/**
 * A request for a new, empty repo. Start with {@link #named(String)}.
 *
 * @param name see {@link Names}
 * @param description free text; null for none
 * @param defaultBranch what a fresh clone checks out; {@code main} unless set
 * @param readOnly whether pushes are refused; needs {@link Capability#READ_ONLY}
 */
public record CreateRepo(
    String name, @Nullable String description, String defaultBranch, boolean readOnly) {

  /** The default branch of a repo for which none was asked. */
  public static final String DEFAULT_BRANCH = "main";

  /**
   * @throws InvalidRequestException with field {@code name} or {@code default_branch} if one breaks
   *     the rule
   */
  public CreateRepo {
    Names.repo(name);
    Names.branch(defaultBranch, "default_branch");
  }

  /** A writable repo with branch {@code main} and no description. */
  public static CreateRepo named(String name) {
    return new CreateRepo(name, null, DEFAULT_BRANCH, false);
  }

  /** The same request for another name. */
  public CreateRepo withName(String name) {
    return new CreateRepo(name, description, defaultBranch, readOnly);
  }

  /** The same request with a description. */
  public CreateRepo withDescription(@Nullable String description) {
    return new CreateRepo(name, description, defaultBranch, readOnly);
  }

  /** The same request with another default branch. */
  public CreateRepo withDefaultBranch(String defaultBranch) {
    return new CreateRepo(name, description, defaultBranch, readOnly);
  }

  /** The same request for a repo that refuses pushes, or not. */
  public CreateRepo withReadOnly(boolean readOnly) {
    return new CreateRepo(name, description, defaultBranch, readOnly);
  }
}
