package dev.repostore.artifacts;

import dev.repostore.InvalidRequestException;
import dev.repostore.spi.StoreConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the REST API is: from the store's URL, the environment or the vendor. */
final class BaseUrl {

  static final String OPTION = "base-url";

  private static final String VARIABLE = "CLOUDFLARE_API_BASE_URL";
  private static final String VENDOR = "https://api.cloudflare.com/client/v4";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private BaseUrl() {}

  static URI of(StoreConfig config, Function<String, @Nullable String> environment) {
    String variable = environment.apply(VARIABLE);
    String fallback = variable == null || variable.isBlank() ? VENDOR : variable.strip();
    return check(config.option(OPTION).orElse(fallback));
  }

  private static URI check(String text) {
    URI url = parse(text);
    if (url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw invalid("It must be a full URL such as " + VENDOR + ", with no user, query or '#'.");
    }
    if (!travelsSafely(url)) {
      throw invalid("It must begin with https:// (or be http:// to this machine, such as"
          + " http://127.0.0.1:8787), because the credential goes there.");
    }
    String path = url.getRawPath().replaceAll("/+$", "");
    if ((path + "/").contains("/accounts/") || path.contains("/namespaces/")) {
      throw invalid(
          "It must end before '/accounts/' or '/namespaces/': the account and the namespace stand in"
              + " the store's URL already.");
    }
    return URI.create(
        url.getScheme() + "://" + url.getRawAuthority() + (path.isEmpty() ? "/client/v4" : path));
  }

  /** Whether a secret sent there cannot be read on the way. */
  static boolean travelsSafely(URI url) {
    String host = url.getHost();
    return host != null
        && ("https".equalsIgnoreCase(url.getScheme())
            || ("http".equalsIgnoreCase(url.getScheme())
                && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()));
  }

  private static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw invalid("It is not a URL; it looks like " + VENDOR + ".");
    }
  }

  private static InvalidRequestException invalid(String why) {
    return new InvalidRequestException(
        OPTION,
        "The " + OPTION + " (or " + VARIABLE + " in the environment) cannot be used. " + why);
  }
}
