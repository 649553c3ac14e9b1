package dev.repostore.bench;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A Git server under test: ours, or the peer. */
interface Side {
  /** What messages call it. */
  String name();

  InetSocketAddress address();

  /** The path of a repo's remote, without a slash at its end. */
  String path(String repo);

  /** Header lines that let a request in, each with its line end; empty where none is needed. */
  String admission(String repo);

  /** A repo's remote. */
  default String url(String repo) {
    return "http://127.0.0.1:" + address().getPort() + path(repo);
  }

  /**
   * Environment that makes git use no settings of a user's, and send the repo's token if it needs
   * one.
   */
  default Map<String, String> gitSettings(String repo) {
    Map<String, String> settings = new HashMap<>();
    settings.put("GIT_CONFIG_GLOBAL", "/dev/null");
    settings.put("GIT_CONFIG_NOSYSTEM", "1");
    String admission = admission(repo).trim();
    if (!admission.isEmpty()) {
      settings.put("GIT_CONFIG_COUNT", "1");
      settings.put("GIT_CONFIG_KEY_0", "http.extraHeader");
      settings.put("GIT_CONFIG_VALUE_0", admission);
    }
    return settings;
  }

  /** A GET of something below a repo's remote. */
  default byte[] get(String repo, String below, String headers) {
    return head("GET", repo, below, headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** A POST to something below a repo's remote. */
  default byte[] post(String repo, String below, String headers, byte[] body) {
    byte[] head = head("POST", repo, below, headers + "Content-Length: " + body.length + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private String head(String method, String repo, String below, String rest) {
    return method + " " + path(repo) + below + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + address().getPort() + "\r\nUser-Agent: git/2.39.5\r\n" + admission(repo) + rest;
  }
}
