package dev.repostore.host;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A Git server on this machine that plays one on the internet: with TLS, a certificate for its
 * name, a public address that leads here, and the real {@code git http-backend} behind it.
 */
final class PublicServer implements AutoCloseable {

  static final String HOST = "git.public.test";

  private static final String PUBLIC = "93.184.216.34";
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final List<String> CGI_HEADERS =
      List.of("Content-Type", "Content-Encoding", "Git-Protocol");

  private final Path root;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> special = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>(Map.of(HOST, PUBLIC));
  private final KeyStore keys;
  private volatile boolean oldProtocol;
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> dialled = new CopyOnWriteArrayList<>();

  PublicServer(Path root) throws IOException, GeneralSecurityException {
    this.root = root;
    this.keys = Certificate.keys();
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The world in which this server is public. */
  Outside outside() {
    return new Outside(this::resolve, this::route, keys);
  }

  URI url(String path) {
    return URI.create("https://" + HOST + path);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Makes {@code host} have an address of one's choice. */
  void name(String host, String address) {
    names.put(host, address);
  }

  /** Has requests for {@code path} answered differently. */
  void on(String path, HttpHandler handler) {
    special.put(path, handler);
  }

  /** From now on the server knows nothing newer than version 0 of Git's protocol. */
  void speakOldProtocol() {
    oldProtocol = true;
  }

  static HttpHandler status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static HttpHandler redirect(String to) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  static HttpHandler answer(String type, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    String address = names.get(host);
    return InetAddress.getAllByName(address == null ? host : address);
  }

  private InetSocketAddress route(InetSocketAddress checked) {
    dialled.add(checked.getAddress().getHostAddress());
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    try (exchange) {
      HttpHandler handler = special.get(path);
      if (handler != null) {
        handler.handle(exchange);
      } else {
        backend(root, exchange, oldProtocol ? CGI_HEADERS.subList(0, 2) : CGI_HEADERS);
      }
    }
  }

  /** Plays CGI with {@code git http-backend}. */
  static void backend(Path root, HttpExchange exchange) throws IOException {
    backend(root, exchange, CGI_HEADERS);
  }

  private static void backend(Path root, HttpExchange exchange, List<String> headers)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    environment.putAll(GitCommand.ENVIRONMENT);
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    String query = exchange.getRequestURI().getRawQuery();
    environment.put("QUERY_STRING", query == null ? "" : query);
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    for (String header : headers) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        String name = header.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
        environment.put(name.equals("CONTENT_TYPE") ? name : "HTTP_" + name, value);
        environment.putIfAbsent(name, value);
      }
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    }
    try (InputStream out = process.getInputStream()) {
      reply(out, exchange);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void reply(InputStream out, HttpExchange exchange) throws IOException {
    int status = 200;
    Headers headers = exchange.getResponseHeaders();
    for (String line = line(out); !line.isEmpty(); line = line(out)) {
      String[] parts = line.split(": ", 2);
      if (parts[0].equals("Status")) {
        status = Integer.parseInt(parts[1].substring(0, 3));
      } else {
        headers.set(parts[0], parts[1]);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    out.transferTo(exchange.getResponseBody());
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A throw-away certificate for {@link #HOST} and other.public.test, made once by keytool. */
  private static final class Certificate {

    private static KeyStore made;

    static synchronized KeyStore keys() throws IOException, GeneralSecurityException {
      if (made == null) {
        Path folder = Files.createTempDirectory("certificate");
        Path file = folder.resolve("keys.p12");
        make(file);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
          keys.load(in, PASSWORD);
        }
        Files.delete(file);
        Files.delete(folder);
        made = keys;
      }
      return made;
    }

    private static void make(Path file) throws IOException {
      String keytool =
          Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      Process process = new ProcessBuilder(
              keytool,
              "-genkeypair",
              "-alias",
              "test",
              "-keyalg",
              "EC",
              "-validity",
              "2",
              "-dname",
              "CN=test",
              "-ext",
              "SAN=dns:" + HOST + ",dns:other.public.test",
              "-storetype",
              "PKCS12",
              "-storepass",
              new String(PASSWORD),
              "-keystore",
              file.toString())
          .redirectErrorStream(true)
          .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IOException("keytool: " + said);
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new IOException(stop);
      }
    }
  }
}
