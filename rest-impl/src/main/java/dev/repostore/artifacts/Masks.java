package dev.repostore.artifacts;

import dev.repostore.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets that were sent to a host out of what it sent back: a host may repeat anything
 * in its error texts, and even in a status line, which the JDK quotes when it cannot read it.
 */
final class Masks {

  private static final String MASK = "***";

  private final List<String> secrets = new ArrayList<>();

  Masks(Secret... sent) {
    for (Secret secret : sent) {
      String value = secret.reveal();
      secrets.add(value);
      int suffix = value.indexOf('?');
      if (suffix > 0) {
        secrets.add(value.substring(0, suffix));
      }
    }
  }

  /** {@code text} with everything masked that was sent, or that looks like a credential. */
  String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    return Secret.mask(clean);
  }

  /** {@code cause}, unless it or a cause of it tells a secret: then one with its words masked. */
  @Nullable
  Throwable clean(@Nullable Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      String words = at.toString();
      if (!clean(words).equals(words) || at.getSuppressed().length > 0) {
        return new IOException(clean(String.valueOf(cause)));
      }
    }
    return cause;
  }

  /** The beginning of what a host sent, in one line that cannot disturb a terminal or a log. */
  String excerpt(String text) {
    String line = clean(text)
        .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Zl}\\p{Zp}\\s]+", " ")
        .strip();
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
