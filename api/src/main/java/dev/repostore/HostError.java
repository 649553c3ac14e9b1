package dev.repostore;

import java.util.Objects;

/**
 * What a host itself said of a failure.
 *
 * @param code the host's own number for it; 0 where it gave none
 * @param text the host's own words, with anything that looks like a credential masked
 */
public record HostError(int code, String text) {

  /** Masks {@code text}. */
  public HostError {
    text = Secret.mask(Objects.requireNonNull(text, "text"));
  }
}
