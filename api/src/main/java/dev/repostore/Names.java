package dev.repostore;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for names, the same on every store; requests and stores apply it before any I/O.
 *
 * <p>Repos and namespaces: a letter or digit, then letters, digits, {@code .}, {@code _} and
 * {@code -}, at most {@value #MAX_LENGTH} characters. Branches: the same with {@code /} allowed
 * inside, and what Git itself forbids refused.
 */
public final class Names {

  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 255;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]*");
  private static final Pattern BRANCH = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/-]*");

  private Names() {}

  /**
   * Gives {@code name} back.
   *
   * @throws InvalidRequestException with field {@code name} if no repo can be called that
   */
  public static String repo(@Nullable String name) {
    return check(name, NAME, "name", "repo name");
  }

  /** Whether {@link #repo} lets a name pass. */
  public static boolean isRepo(String name) {
    return name.length() <= MAX_LENGTH && NAME.matcher(name).matches();
  }

  /**
   * Gives {@code name} back.
   *
   * @throws InvalidRequestException with field {@code namespace} if no namespace can be called that
   */
  public static String namespace(@Nullable String name) {
    return check(name, NAME, "namespace", "namespace");
  }

  /**
   * Gives {@code name} back.
   *
   * @throws InvalidRequestException with field {@code field} if no branch can be called that
   */
  public static String branch(@Nullable String name, String field) {
    String branch = check(name, BRANCH, field, "branch name");
    boolean refused = branch.contains("..")
        || branch.contains("//")
        || branch.contains("/.")
        || branch.endsWith("/")
        || branch.endsWith(".")
        || branch.endsWith(".lock")
        || branch.contains(".lock/");
    if (refused) {
      throw new InvalidRequestException(
          field,
          "The branch name '" + shown(branch)
              + "' is one Git refuses: no '..', '//', '/.' or '.lock' part, and no '/' or '.' at the end.");
    }
    return branch;
  }

  private static String check(@Nullable String name, Pattern rule, String field, String what) {
    if (name == null || name.isEmpty()) {
      throw new InvalidRequestException(field, "A " + what + " is needed; none was given.");
    }
    if (name.length() > MAX_LENGTH) {
      throw new InvalidRequestException(
          field,
          "The " + what + " '" + shown(name) + "' has " + name.length() + " characters; at most "
              + MAX_LENGTH + " are allowed.");
    }
    if (!rule.matcher(name).matches()) {
      throw new InvalidRequestException(
          field,
          "The " + what + " '" + shown(name) + "' does not match /^" + rule.pattern()
              + "$/: start with a letter or digit, then use letters, digits and punctuation from that set.");
    }
    return name;
  }

  /**
   * Enough of a name to recognise it, with nothing in it that could disturb a terminal or a log.
   */
  private static String shown(String name) {
    String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return Secret.mask(cut.replaceAll("[^\\x20-\\x7e…]", "?"));
  }
}
