package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What to clone of a repo. Start with {@link #all()}, {@link #branch(String)} or
 * {@link #shallow(int)}.
 *
 * @param ref the branch or tag to check out; null for the default branch
 * @param depth how many commits of history; 0 for all of it. A depth takes one branch only, as in
 *     Git
 * @param singleBranch whether no other branch is taken
 * @param tags whether tags are taken: all of them, or with a single branch those that point into it
 * @param bare whether there is no working tree: the folder is the repository itself
 * @param checkout whether the working tree is filled
 * @param credentialHelper what Git runs for a credential in this clone, as
 *     {@code credential.helper} has it (no secret in it), so that the plain {@code git} finds a
 *     token too; null to write none
 */
public record Clone(
    @Nullable String ref,
    int depth,
    boolean singleBranch,
    boolean tags,
    boolean bare,
    boolean checkout,
    @Nullable String credentialHelper) {

  /**
   * @throws InvalidRequestException with field {@code ref} or {@code depth} if one is not possible
   */
  public Clone {
    if (ref != null && !Repository.isValidRefName("refs/heads/" + ref)) {
      throw new InvalidRequestException(
          "ref", "The ref is no name of a branch or a tag. Give it without refs/heads/.");
    }
    if (depth < 0) {
      throw new InvalidRequestException(
          "depth", "The depth is " + depth + "; it must be 1 or more, or 0 for all history.");
    }
    singleBranch = singleBranch || depth > 0;
    checkout = checkout && !bare;
  }

  /** Every branch and tag, with the default branch checked out. */
  public static Clone all() {
    return new Clone(null, 0, false, true, false, true, null);
  }

  /** Every branch and tag, with this branch or tag checked out. */
  public static Clone branch(String ref) {
    return all().withRef(ref);
  }

  /** The last commits of the default branch, and no tags. */
  public static Clone shallow(int depth) {
    return all().withDepth(depth).withoutTags();
  }

  /** The same with another branch or tag checked out. */
  public Clone withRef(@Nullable String ref) {
    return new Clone(ref, depth, singleBranch, tags, bare, checkout, credentialHelper);
  }

  /** The same with only so much history, of one branch. */
  public Clone withDepth(int depth) {
    return new Clone(ref, depth, singleBranch, tags, bare, checkout, credentialHelper);
  }

  /** The same without any other branch. */
  public Clone withSingleBranch() {
    return new Clone(ref, depth, true, tags, bare, checkout, credentialHelper);
  }

  /** The same without tags. */
  public Clone withoutTags() {
    return new Clone(ref, depth, singleBranch, false, bare, checkout, credentialHelper);
  }

  /** The same without a working tree. */
  public Clone withBare() {
    return new Clone(ref, depth, singleBranch, tags, true, false, credentialHelper);
  }

  /** The same with a working tree that is left empty; {@link Checkout#switchTo} fills it. */
  public Clone withoutCheckout() {
    return new Clone(ref, depth, singleBranch, tags, bare, false, credentialHelper);
  }

  /** The same with a credential helper for the remote in the clone's own configuration. */
  public Clone withCredentialHelper(String credentialHelper) {
    return new Clone(ref, depth, singleBranch, tags, bare, checkout, credentialHelper);
  }
}
