package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts imports may come from, their subdomains included. Immutable. */
final class Origins {

  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9A-Fa-f:.]+\\]|\\d{1,3}(\\.\\d{1,3}){3}");

  private final List<String> hosts;

  /**
   * Those of an option.
   *
   * @param hosts names, or addresses as URLs write them; empty for every host
   */
  Origins(List<String> hosts) {
    this.hosts = hosts.stream().map(Origins::plain).toList();
  }

  /** Refuses URLs of other hosts, and those that do not plainly say their host. */
  void require(URI url) {
    if (hosts.isEmpty()) {
      return;
    }
    @Nullable String named = url.getHost();
    if (named == null || url.getRawUserInfo() != null) {
      throw new InvalidRequestException(
          "url", "The URL does not say its host plainly. Write https://host/path.git.");
    }
    String host = plain(named);
    if (hosts.stream().noneMatch(known -> host.equals(known) || host.endsWith("." + known))) {
      throw new RefusedException(
          "import_refused",
          "Imports from '" + host + "' are not allowed here, only from " + String.join(", ", hosts)
              + ". Ask whoever runs the server.");
    }
  }

  /** Whether a URL names no host of this machine or of a private network, as far as it says. */
  static boolean isPublic(URI url) {
    String host = plain(String.valueOf(url.getHost()));
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return false;
    } else if (!ADDRESS.matcher(host).matches()) {
      return true;
    }
    try {
      InetAddress address = InetAddress.getByName(host); // which asks nobody for an address
      return !(address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isLinkLocalAddress()
          || address.isSiteLocalAddress());
    } catch (UnknownHostException none) {
      return true;
    }
  }

  /** In one spelling: small ASCII letters, and no dot at the end. */
  private static String plain(String host) {
    String name = host.strip().replaceFirst("\\.$", "");
    try {
      name = name.startsWith("[") ? name : IDN.toASCII(name);
    } catch (IllegalArgumentException odd) {
      // Equal to nothing but itself.
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
