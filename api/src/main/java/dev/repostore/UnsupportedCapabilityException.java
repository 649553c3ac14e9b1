package dev.repostore;

import java.util.Objects;

/** The store does not offer this operation; thrown before any I/O. */
public final class UnsupportedCapabilityException extends RepoStoreException {

  private static final long serialVersionUID = 1L;

  private final Capability capability;

  /**
   * @param store who lacks it, for the message: a driver's name
   * @param capability what is lacking
   */
  public UnsupportedCapabilityException(String store, Capability capability) {
    super(
        "The store '" + store + "' does not offer " + capability
            + ". Ask info().capabilities() first, or open a store that does.",
        null,
        null);
    this.capability = Objects.requireNonNull(capability, "capability");
  }

  /** What is lacking. */
  public Capability capability() {
    return capability;
  }

  @Override
  public String code() {
    return "unsupported";
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
