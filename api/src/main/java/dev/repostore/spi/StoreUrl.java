package dev.repostore.spi;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code repostore:DRIVER:TARGET?option=value&…}. */
final class StoreUrl {

  private static final Pattern URL = Pattern.compile(
      "(?i:repostore):([a-zA-Z][a-zA-Z0-9-]*)(?::([^?]*))?(?:\\?(.*))?", Pattern.DOTALL);
  private static final Pattern SECRET_OPTION = Pattern.compile(
      "(?i).*(token|secret|password|passwd|credential|api[-_]?key|authorization).*");
  private static final String SHAPE =
      "A store URL looks like repostore:DRIVER:TARGET?option=value, such as repostore:local:";

  private StoreUrl() {}

  static StoreConfig parse(String url, @Nullable Secret credential, Clock clock) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw invalid("This is no store URL. " + SHAPE + ".");
    }
    String target = parts.group(2) == null ? "" : decode(parts.group(2), false);
    refuseCredential(hasCredential(url) || hasCredential(target));
    return new StoreConfig(
        parts.group(1).toLowerCase(Locale.ROOT),
        target,
        options(parts.group(3)),
        credential,
        clock);
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return options;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      String value = equals < 0 ? "true" : decode(pair.substring(equals + 1), true);
      refuseCredential(SECRET_OPTION.matcher(name).matches() || hasCredential(value));
      if (name.isEmpty() || options.put(name, value) != null) {
        throw invalid(
            "The store URL's options must each have a name and stand there once; look at '"
                + (name.isEmpty() ? "&" : name) + "'. " + SHAPE + ".");
      }
    }
    return options;
  }

  private static String decode(String text, boolean query) {
    try {
      // In a target a plus is a plus, as in any path.
      return URLDecoder.decode(query ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw invalid(
          "The store URL has a '%' that is not followed by two hex digits. Write a plain '%' as %25.");
    }
  }

  private static boolean hasCredential(String text) {
    return !Secret.mask(text).equals(text);
  }

  private static void refuseCredential(boolean found) {
    if (found) {
      throw invalid(
          "The store URL has a credential in it, where it would end up in logs and histories. "
              + "Take it out and pass it as a Secret, or by the environment.");
    }
  }

  private static InvalidRequestException invalid(String message) {
    return new InvalidRequestException("url", message);
  }
}
