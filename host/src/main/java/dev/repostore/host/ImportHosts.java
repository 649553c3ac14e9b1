package dev.repostore.host;

import java.net.IDN;
import java.util.List;
import java.util.Locale;

/** The hosts imports may come from, their subdomains included. Immutable. */
final class ImportHosts {

  private final List<String> hosts;

  /** @param hosts names, or addresses as URLs write them; empty for every host */
  ImportHosts(List<String> hosts) {
    this.hosts = hosts.stream().map(ImportHosts::plain).toList();
  }

  /** To be asked for each request: a redirect may lead to another host than the one named. */
  boolean contain(String host) {
    String wanted = plain(host);
    return hosts.isEmpty()
        || hosts.stream().anyMatch(known -> wanted.equals(known) || wanted.endsWith("." + known));
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
