package dev.repostore.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.repostore.git.GitRemote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;

/** A public remote on this machine to import from, with two branches, four commits and two tags. */
final class LoopbackRemote implements AutoCloseable {

  private final Repository repository;
  private final HttpServer http;

  private LoopbackRemote(Repository repository, HttpServer http) {
    this.repository = repository;
    this.http = http;
  }

  static LoopbackRemote start(Path folder) throws IOException, GitAPIException {
    Path bare = folder.resolve("public.git");
    Repository repository = Git.init()
        .setBare(true)
        .setGitDir(bare.toFile())
        .setInitialBranch("trunk")
        .call()
        .getRepository();
    fill(bare.toUri(), Files.createDirectory(folder.resolve("work")));
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoopbackRemote remote = new LoopbackRemote(repository, http);
    http.createContext("/public.git/", remote::serve);
    http.start();
    return remote;
  }

  private static void fill(URI bare, Path folder) throws IOException, GitAPIException {
    Work work = Work.init(folder);
    work.write("a.txt", "one");
    work.commit("one");
    work.tag("v1", true);
    work.write("a.txt", "two");
    work.commit("two");
    work.write("a.txt", "three");
    work.commit("three");
    work.tag("v2", false);
    work.checkout("side/branch");
    work.write("b/c.txt", "four");
    work.commit("four");
    work.push(
        GitRemote.at(bare),
        "refs/heads/main:refs/heads/trunk",
        "refs/heads/side/branch",
        "refs/tags/*:refs/tags/*");
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
