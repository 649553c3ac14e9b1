package dev.repostore.host;

import dev.repostore.HostError;
import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names that no request record has checked yet. */
final class HostNames {

  private static final List<String> JURISDICTIONS = List.of("unrestricted", "eu", "us", "fedramp");

  private HostNames() {}

  static String namespace(String name) {
    try {
      return Names.namespace(name);
    } catch (InvalidRequestException refused) {
      throw new InvalidRequestException(
          "namespace",
          String.valueOf(refused.getMessage()),
          new HostError(HostErrors.INVALID_INPUT, "Invalid namespace name"),
          null);
    }
  }

  /** Kept and shown for programs that set it; one machine is in one place whatever it says. */
  static String jurisdiction(@Nullable String wanted) {
    if (wanted == null) {
      return JURISDICTIONS.get(0);
    }
    if (!JURISDICTIONS.contains(wanted)) {
      throw HostErrors.invalid(
          HostErrors.INVALID_INPUT,
          "jurisdiction",
          "The jurisdiction must be one of " + String.join(", ", JURISDICTIONS) + ".",
          LiveText.option(List.of("eu", "us")));
    }
    return wanted;
  }
}
