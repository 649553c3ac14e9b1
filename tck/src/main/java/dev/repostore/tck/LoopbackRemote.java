package dev.repostore.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;

/** The sample behind HTTP on this machine, for everybody to read: a remote to import from. */
final class LoopbackRemote implements AutoCloseable {

  private final Repository repository;
  private final HttpServer http;

  private LoopbackRemote(Repository repository, HttpServer http) {
    this.repository = repository;
    this.http = http;
  }

  static LoopbackRemote start() throws IOException, GitAPIException {
    Repository repository = Git.open(Sample.work().folder().toFile()).getRepository();
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoopbackRemote remote = new LoopbackRemote(repository, http);
    http.createContext("/public.git/", remote::serve);
    http.start();
    return remote;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/public.git");
  }

  private void serve(HttpExchange exchange) throws IOException {
    if (SmartHttp.service(exchange).equals(SmartHttp.UPLOAD_PACK)) {
      SmartHttp.answer(exchange, repository);
    } else {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    }
  }

  @Override
  public void close() {
    http.stop(0);
    repository.close();
  }
}
