package dev.repostore.host;

import dev.repostore.Secret;

/** What a client sent, fit to be shown again. */
final class Printable {

  private static final int LONGEST = 200;

  private Printable() {}

  /** {@code text} without control characters or secrets, cut to a line's length. */
  static String of(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return Secret.mask(cut.replaceAll("\\p{Cntrl}", "?"));
  }
}
