package dev.repostore.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The peer: {@code git http-backend} behind nginx, called through fcgiwrap. Nobody needs a token.
 */
final class Peer implements Side, Closeable {
  private final Path folder;
  private final InetSocketAddress address;
  private final Child wrap;
  private final Child nginx;

  private Peer(Path folder, InetSocketAddress address, Child wrap, Child nginx) {
    this.folder = folder;
    this.address = address;
    this.wrap = wrap;
    this.nginx = nginx;
  }

  /**
   * Starts it.
   *
   * @param folder an empty one, for its configuration and its repos; its path must be short
   * @param workers how many requests it answers at once
   */
  static Peer start(Path folder, int workers) throws IOException {
    String nginx = Shell.find("nginx", "nginx-light");
    String wrap = Shell.find("fcgiwrap", "fcgiwrap");
    Path socket = folder.resolve("cgi.socket");
    InetSocketAddress address = Child.freePort();
    Files.createDirectories(folder.resolve("repos"));
    Path file = Files.writeString(folder.resolve("nginx.conf"), configuration(folder, address));
    // In a process group of its own: fcgiwrap ends the whole group it is in.
    Child cgi = Child.start(
        List.of("setsid", wrap, "-c", String.valueOf(workers), "-s", "unix:" + socket),
        Map.of(),
        folder.resolve("fcgiwrap.log").toFile());
    Child web = Child.start(
        List.of(nginx, "-p", folder.toString(), "-c", file.toString(), "-e", folder + "/error.log"),
        Map.of(),
        folder.resolve("nginx.log").toFile());
    Peer peer = new Peer(folder, address, cgi, web);
    try {
      web.awaitPort(address);
      cgi.checkAlive();
    } catch (IOException failure) {
      peer.close();
      throw new IOException("nginx: " + failure.getMessage(), failure);
    }
    return peer;
  }

  private static String configuration(Path folder, InetSocketAddress address) throws IOException {
    String backend = Masters.git(folder, "--exec-path").trim() + "/git-http-backend";
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    return """
        daemon off; %s worker_processes 2; pid nginx.pid;
        events { worker_connections 512; }
        http {
          access_log access.log; client_max_body_size 0; client_body_buffer_size 16m;
          client_body_temp_path body; fastcgi_temp_path fastcgi; proxy_temp_path proxy;
          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          keepalive_timeout 3600; keepalive_requests 1000000000; tcp_nodelay on;
          server {
            listen 127.0.0.1:%d;
            location / {
              fastcgi_pass unix:%s/cgi.socket;
              fastcgi_buffering off; fastcgi_read_timeout 600;
              fastcgi_param SCRIPT_FILENAME %s; fastcgi_param PATH_INFO $uri;
              fastcgi_param GIT_PROJECT_ROOT %s/repos; fastcgi_param GIT_HTTP_EXPORT_ALL 1;
              fastcgi_param REQUEST_METHOD $request_method; fastcgi_param QUERY_STRING $query_string;
              fastcgi_param CONTENT_TYPE $content_type; fastcgi_param CONTENT_LENGTH $content_length;
              fastcgi_param REMOTE_ADDR $remote_addr; fastcgi_param SERVER_PROTOCOL $server_protocol;
            }
          }
        }
        """.formatted(user, address.getPort(), folder, backend, folder);
  }

  /** Serves a copy of a bare repository. */
  void add(String repo, Path bare) throws IOException {
    Trees.delete(repo(repo)); // left from an attempt that failed
    Trees.link(bare, repo(repo));
  }

  /** Serves a repo without commits. */
  void add(String repo) throws IOException {
    Path made = Files.createDirectories(repo(repo));
    Masters.git(made, "init", "-q", "--bare", "-b", "main", ".");
    Masters.git(made, "config", "http.receivepack", "true");
  }

  Path folder() {
    return folder;
  }

  private Path repo(String repo) {
    return folder.resolve("repos").resolve(repo + ".git");
  }

  @Override
  public String name() {
    return "git http-backend";
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public String path(String repo) {
    return "/" + repo + ".git";
  }

  @Override
  public String admission(String repo) {
    return "";
  }

  @Override
  public void close() throws IOException {
    nginx.close();
    wrap.close();
  }
}
