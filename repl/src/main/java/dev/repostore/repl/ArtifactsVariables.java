package dev.repostore.repl;

import dev.repostore.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of the getting-started guide of Artifacts (seed 000): {@code ACCOUNT_ID},
 * {@code ARTIFACTS_NAMESPACE}, {@code ARTIFACTS_BASE_URL} and {@code CLOUDFLARE_API_TOKEN}.
 */
final class ArtifactsVariables {

  private static final Pattern BASE =
      Pattern.compile("(https?://.+)/accounts/([^/]+)/artifacts/namespaces/([^/]+)/*");

  private ArtifactsVariables() {}

  /** The store they are about, if they are set; the base URL says most and goes first. */
  static Optional<StoreAddress> address(Map<String, String> environment) {
    String token = environment.getOrDefault("CLOUDFLARE_API_TOKEN", "").strip();
    if (token.isEmpty()) {
      return Optional.empty();
    }
    Matcher base = BASE.matcher(environment.getOrDefault("ARTIFACTS_BASE_URL", "").strip());
    if (base.matches()) {
      String url = "repostore:artifacts:" + base.group(2) + "/" + base.group(3) + "?base-url="
          + base.group(1);
      return Optional.of(new StoreAddress(url, Optional.of(Secret.of(token))));
    }
    String account = environment.getOrDefault("ACCOUNT_ID", "").strip();
    String namespace = environment.getOrDefault("ARTIFACTS_NAMESPACE", "").strip();
    return account.isEmpty() || namespace.isEmpty()
        ? Optional.empty()
        : Optional.of(new StoreAddress(
            "repostore:artifacts:" + account + "/" + namespace, Optional.of(Secret.of(token))));
  }
}
