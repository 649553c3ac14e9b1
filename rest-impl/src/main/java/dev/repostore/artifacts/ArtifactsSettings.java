package dev.repostore.artifacts;

import dev.repostore.AccessRefusedException;
import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.Secret;
import dev.repostore.spi.StoreConfig;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a store's URL, credential and environment say, checked.
 *
 * @param timeout how long an ordinary call may take
 * @param longTimeout how long a fork or an import may take
 */
record ArtifactsSettings(
    String account,
    String namespace,
    URI baseUrl,
    Secret credential,
    Duration timeout,
    Duration longTimeout) {

  private static final String TOKEN_VARIABLE = "CLOUDFLARE_API_TOKEN";
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
  private static final Pattern WHOLE_SECONDS = Pattern.compile("[0-9]{1,4}");
  private static final int MOST_SECONDS = 3600;

  static ArtifactsSettings of(StoreConfig config, Function<String, @Nullable String> environment) {
    config.requireOptions(BaseUrl.OPTION, "timeout");
    String[] parts = config.target().split("/", -1);
    if (parts.length != 2 || !ACCOUNT.matcher(parts[0]).matches()) {
      throw new InvalidRequestException(
          "account",
          "The store URL names no account and namespace. It looks like repostore:artifacts:ACCOUNT/NAMESPACE,"
              + " where ACCOUNT is the 32 hex digits your dashboard shows.");
    }
    Duration timeout = config.option("timeout").map(ArtifactsSettings::seconds).orElse(null);
    return new ArtifactsSettings(
        parts[0],
        Names.namespace(parts[1]),
        BaseUrl.of(config, environment),
        credential(config, environment),
        timeout == null ? Duration.ofSeconds(60) : timeout,
        timeout == null ? Duration.ofMinutes(15) : timeout);
  }

  private static Secret credential(
      StoreConfig config, Function<String, @Nullable String> environment) {
    Secret given = config.credential();
    String variable = environment.apply(TOKEN_VARIABLE);
    if (given == null && (variable == null || variable.isBlank())) {
      throw new AccessRefusedException(
          "There is no credential for Cloudflare Artifacts. Pass an API token with Artifacts Read and Edit"
              + " as a Secret to RepoStores.open(url, secret), or set " + TOKEN_VARIABLE
              + " in the environment.");
    }
    Secret credential = given == null ? Secret.of(String.valueOf(variable).strip()) : given;
    if (!fitsHeader(credential)) {
      throw new AccessRefusedException(
          "The credential has a space or a character outside ASCII in it, which cannot travel in a header."
              + " Pass the API token alone, without a 'Bearer' before it.");
    }
    return credential;
  }

  /**
   * Whether a secret can be a header's value: the JDK would name the value in its complaint if not.
   */
  static boolean fitsHeader(Secret secret) {
    return secret.reveal().chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  private static Duration seconds(String text) {
    int seconds = WHOLE_SECONDS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new InvalidRequestException(
          "timeout",
          "The option timeout must be a whole number of seconds, 1 to " + MOST_SECONDS + ".");
    }
    return Duration.ofSeconds(seconds);
  }
}
