package dev.repostore.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Somebody else's Git host, for the demo to import from: the bare repos of a folder, for all to
 * fetch over smart HTTP, on a free loopback port.
 */
final class PublicRemote implements AutoCloseable {

  private static final String SERVICE = "git-upload-pack";

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private PublicRemote(Path folder, HttpServer server) {
    this.folder = folder;
    this.server = server;
  }

  static PublicRemote of(Path folder) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PublicRemote remote = new PublicRemote(folder, HttpServer.create(any, 0));
    remote.server.setExecutor(remote.threads);
    remote.server.createContext("/", remote::answer);
    remote.server.start();
    return remote;
  }

  /** Where a repo is fetched from. */
  URI url(String repo) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + repo);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int end = path.indexOf(".git/") + 4;
      Path repo = folder.resolve("." + path.substring(0, Math.max(end, 1))).normalize();
      if (end < 4 || !repo.startsWith(folder) || !Files.isDirectory(repo)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      try (Repository repository = new FileRepositoryBuilder()
          .setGitDir(repo.toFile())
          .setMustExist(true)
          .build()) {
        serve(exchange, new UploadPack(repository), path.substring(end + 1));
      }
    }
  }

  private static void serve(HttpExchange exchange, UploadPack pack, String what)
      throws IOException {
    String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
    pack.setExtraParameters(protocol == null ? Set.of() : Set.of(protocol.split(":")));
    pack.setBiDirectionalPipe(false);
    boolean list = what.equals("info/refs");
    String type = "application/x-" + SERVICE + (list ? "-advertisement" : "-result");
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    InputStream in = body(exchange);
    try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
      if (list) {
        pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(out)), SERVICE);
      } else {
        pack.upload(in, out, null);
      }
    }
  }

  /**
   * What a client wants, which is short. Its stream itself cannot skip to its end, as JGit does.
   */
  private static InputStream body(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    InputStream in = new ByteArrayInputStream(sent);
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return packed ? new GZIPInputStream(in) : in;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
