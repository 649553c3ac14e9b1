package dev.repostore.bench;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The requests of the Artifacts REST API, ready for the wire. */
final class Rest {
  private static final String REPOS = "/client/v4/accounts/bench/artifacts/namespaces/bench/repos";

  private final String common;

  Rest(InetSocketAddress address, String token) {
    common = " HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort() + "\r\nAuthorization: Bearer "
        + token + "\r\nAccept: application/json\r\n";
  }

  byte[] create(String repo) {
    return post(REPOS, "{\"name\":\"" + repo + "\"}");
  }

  byte[] fork(String repo, String copy) {
    return post(REPOS + "/" + repo + "/fork", "{\"name\":\"" + copy + "\"}");
  }

  byte[] get(String repo) {
    return get0("/" + repo);
  }

  /** @param query such as {@code ?limit=50&sort=name} */
  byte[] list(String query) {
    return get0(query);
  }

  private byte[] get0(String below) {
    return ("GET " + REPOS + below + common + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] post(String path, String json) {
    return ("POST " + path + common + "Content-Type: application/json\r\nContent-Length: "
            + json.length() + "\r\n\r\n" + json)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
