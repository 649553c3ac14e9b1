package dev.repostore.mcp;

import dev.repostore.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in over HTTP: who brings the token, and does not come by way of a web page or a name
 * of somebody else's that leads here (DNS rebinding).
 */
final class Guard {

  private static final String BEARER = "Bearer ";

  /** Who stands between us and the client may have read the one that we have not. */
  private static final List<String> ONCE = List.of(
      "Authorization",
      "Origin",
      "Content-Type",
      "Mcp-Session-Id",
      "MCP-Protocol-Version",
      "Mcp-Method",
      "Mcp-Name");

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Secret token;
  private final Set<String> names = new TreeSet<>(LOCAL);

  Guard(HttpOptions options) {
    this.token = options.token();
    names.addAll(options.names());
    names.add(options.host().toLowerCase(Locale.ROOT));
  }

  /** Null if a request may go on; else why not. */
  @Nullable
  Reply refusal(@Nullable String host, HttpFields headers) {
    String origin = headers.get(HttpHeader.ORIGIN);
    for (String name : ONCE) {
      if (headers.getValuesList(name).size() > 1) {
        return refused(
            400,
            "The header '" + name + "' is there more than once. Send it once, with one value.");
      }
    }
    if (host == null || !(isAddress(host) || names.contains(host.toLowerCase(Locale.ROOT)))) {
      return refused(421, "This server is not known by the name in the Host header.");
    } else if (origin != null && !names.contains(hostOf(origin))) {
      return refused(403, "Web pages of that origin are not let in.");
    } else if (!bringsToken(headers.get(HttpHeader.AUTHORIZATION))) {
      return refused(401, "Send the server's token: 'Authorization: Bearer <token>'.");
    }
    return null;
  }

  private static Reply refused(int status, String message) {
    return Reply.error(status, null, Rpc.INVALID_REQUEST, message);
  }

  /** No name server has a say in where an address leads. */
  private static boolean isAddress(String host) {
    return host.startsWith("[") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  private static String hostOf(String origin) {
    try {
      String host = new URI(origin).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException malformed) {
      return "";
    }
  }

  /** Takes as long for a token that begins well as for any other. */
  private boolean bringsToken(@Nullable String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(
            authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
            token.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
