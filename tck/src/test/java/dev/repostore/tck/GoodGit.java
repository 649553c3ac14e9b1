package dev.repostore.tck;

import static org.eclipse.jgit.transport.ReceiveCommand.Result.OK;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.repostore.Scope;
import dev.repostore.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/** The Git side of the good store: repositories in memory, behind smart HTTP and their tokens. */
final class GoodGit implements AutoCloseable {

  private static final String BEARER = "Bearer ";

  private final GoodStore store;
  private final HttpServer http;

  GoodGit(GoodStore store) {
    this.store = store;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    http.createContext("/git/", this::handle);
    http.start();
  }

  URI remote(String name) {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/git/" + name + ".git");
  }

  static InMemoryRepository empty(String branch) throws IOException {
    InMemoryRepository git = new InMemoryRepository(new DfsRepositoryDescription("good"));
    RefUpdate head = git.updateRef(Constants.HEAD);
    head.link(Constants.R_HEADS + branch);
    return git;
  }

  /** Copies refs and what they reach. */
  static void copy(Repository from, List<Ref> refs, Repository to) throws IOException {
    Set<ObjectId> wanted = refs.stream().map(Ref::getObjectId).collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      return;
    }
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    try (PackWriter writer = new PackWriter(from)) {
      writer.preparePack(NullProgressMonitor.INSTANCE, wanted, Set.of());
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
    }
    try (ObjectInserter inserter = to.newObjectInserter()) {
      inserter
          .newPackParser(new ByteArrayInputStream(pack.toByteArray()))
          .parse(NullProgressMonitor.INSTANCE);
      inserter.flush();
    }
    for (Ref ref : refs) {
      RefUpdate update = to.updateRef(ref.getName());
      update.setNewObjectId(ref.getObjectId());
      update.forceUpdate();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean push = SmartHttp.service(exchange).equals(SmartHttp.RECEIVE_PACK);
      String path = exchange.getRequestURI().getPath();
      GoodRepo repo = store.repoAt(path.substring("/git/".length(), path.lastIndexOf(".git/")));
      Secret secret = secret(exchange);
      int status = repo == null ? 403 : store.admits(repo, secret, push);
      if (repo == null || status != 200) {
        byte[] text = "No.".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"good\"");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        return;
      }
      ReceivePack receive = store.receiver(repo, secret);
      SmartHttp.answer(exchange, repo.git, receive);
      if (receive.getAllCommands().stream().anyMatch(command -> command.getResult() == OK)) {
        repo.pushed(store.now());
      }
    }
  }

  private static @Nullable Secret secret(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null || !header.startsWith(BEARER)
        ? null
        : Secret.of(header.substring(BEARER.length()));
  }

  static boolean canPush(GoodRepo repo, GoodToken token) {
    return token.scope == Scope.WRITE && !repo.info().readOnly();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
