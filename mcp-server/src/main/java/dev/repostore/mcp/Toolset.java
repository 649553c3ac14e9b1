package dev.repostore.mcp;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A group of tools that is offered or withheld as one. */
public enum Toolset {
  /** Making, finding, forking, importing and deleting repos. */
  REPOS,
  /** Minting, listing, checking and revoking tokens. */
  TOKENS,
  /** Working copies in the workspace. */
  GIT,
  /** Reading and committing without a clone. */
  CONTENT;

  /** The one of that name, in any spelling of its letters. */
  public static Toolset named(String name) {
    return Arrays.stream(values())
        .filter(set -> set.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "There is no toolset '" + name + "'. There are " + names() + "."));
  }

  private static String names() {
    return Arrays.stream(values()).map(Toolset::toString).collect(Collectors.joining(", "));
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
