package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of the getting-started guide of Artifacts (seed 000): {@code ACCOUNT_ID},
 * {@code ARTIFACTS_NAMESPACE}, {@code ARTIFACTS_BASE_URL} and {@code CLOUDFLARE_API_TOKEN}.
 */
final class ArtifactsVariables {

  private static final String BASE_URL = "ARTIFACTS_BASE_URL";

  private static final String NAME = "[^/?#%:\\s]+";

  private static final Pattern V4 = Pattern.compile(
      "(https?://[^?#\\s]+)/accounts/(" + NAME + ")/artifacts/namespaces/(" + NAME + ")/*");

  /** The older API has no account in its path. */
  private static final Pattern V1 =
      Pattern.compile("(https?://[^?#\\s]+/v1/api)()/namespaces/(" + NAME + ")/*");

  private ArtifactsVariables() {}

  /**
   * The store they are about, if they are set; the base URL says most and goes first. Without an
   * API token among them opening the store fails, and says so.
   *
   * @throws InvalidRequestException if they are set and make no sense: nobody is to work on another
   *     store than was meant
   */
  static Optional<StoreAddress> address(Map<String, String> environment) {
    Optional<Secret> token = Optional.of(value(environment, "CLOUDFLARE_API_TOKEN"))
        .filter(text -> !text.isEmpty())
        .map(Secret::of);
    String account = value(environment, "ACCOUNT_ID");
    String base = value(environment, BASE_URL);
    if (!base.isEmpty()) {
      return Optional.of(new StoreAddress(ofBase(base, account), token));
    }
    String namespace = value(environment, "ARTIFACTS_NAMESPACE");
    if (account.isEmpty() || namespace.isEmpty()) {
      return Optional.empty();
    }
    if (!account.matches(NAME) || !namespace.matches(NAME)) {
      throw malformed("ACCOUNT_ID and ARTIFACTS_NAMESPACE name no store: one has a character in it"
          + " that no name has. Set them as the guide says, or take them away.");
    }
    return Optional.of(new StoreAddress("repostore:artifacts:" + account + "/" + namespace, token));
  }

  private static String ofBase(String base, String account) {
    Matcher v4 = V4.matcher(base);
    Matcher url = v4.matches() ? v4 : V1.matcher(base);
    if (!url.matches() || base.contains("@")) {
      throw malformed(BASE_URL + " is no URL of a namespace. Set it to"
          + " https://HOST/client/v4/accounts/ACCOUNT/artifacts/namespaces/NAMESPACE, with no"
          + " credential in it, or take it away.");
    }
    String of = url.group(2).isEmpty() ? account : url.group(2);
    return "repostore:artifacts:" + (of.matches(NAME) ? of : "default") + "/" + url.group(3)
        + "?base-url=" + URLEncoder.encode(url.group(1), StandardCharsets.UTF_8);
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static InvalidRequestException malformed(String message) {
    return new InvalidRequestException("store", message);
  }
}
