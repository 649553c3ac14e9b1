package dev.repostore.git;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** One bare repository behind smart HTTP, for who knows the token; writes down what it was sent. */
final class TinyGitServer implements AutoCloseable {

  static {
    // Otherwise each answer waits 40 ms for the client's system to confirm its first part.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final Repository repository;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private volatile String redirect = "";
  private final Semaphore busy = new Semaphore(1); // it does one thing at a time
  private final AtomicInteger goodRequests = new AtomicInteger();
  private volatile String body = "";
  private volatile String type = "text/plain";
  private volatile String hook = "";
  private volatile boolean refusesThinPacks;
  private volatile boolean allowRewinds;
  private volatile Runnable whenAsked = () -> {};
  private volatile Predicate<String> lets = authorization -> true;

  TinyGitServer(Path bare) throws Exception {
    this(bare, null);
  }

  /** @param tls what it shows of itself over HTTPS; null for plain HTTP */
  TinyGitServer(Path bare, SSLContext tls) throws Exception {
    repository = Git.init()
        .setBare(true)
        .setGitDir(bare.toFile())
        .setInitialBranch("trunk")
        .call()
        .getRepository();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      http = HttpServer.create(address, 0);
    } else {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      http = https;
    }
    http.createContext("/repo.git/", this::handle);
    http.start();
  }

  URI url() {
    String scheme = http instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + http.getAddress().getPort() + "/repo.git");
  }

  /** From now on every request is answered with this status. */
  void answerWith(int status) {
    answer = status;
  }

  /** From now on every request is sent elsewhere. */
  void redirectTo(String target) {
    answer = 302;
    redirect = target;
  }

  /** After so many more requests, every one is sent elsewhere. */
  void redirectAfter(int good, String target) {
    answerAfter(good, 302, "");
    redirect = target;
  }

  /** From now on this happens first when a request comes. */
  void whenAsked(Runnable what) {
    whenAsked = what;
  }

  /** From now on only who has such an Authorization header is let in. */
  void letIn(Predicate<String> authorization) {
    lets = authorization;
  }

  /** After so many more requests, every one is answered with this status and these words. */
  void answerAfter(int good, int status, String words) {
    goodRequests.set(good);
    answer = status;
    body = words;
    type = "text/plain";
  }

  /** After so many more requests, every one is answered with success, and with no Git. */
  void garbleAfter(int good, String contentType, String words) {
    answerAfter(good, 200, words);
    type = contentType;
  }

  /** From now on all is well. */
  void recover() {
    answer = 200;
    body = "";
  }

  /** From now on no ref changes, for this reason. */
  void declineWith(String reason) {
    hook = reason;
  }

  /** From now on a pack must have all that its differences are to. */
  void refuseThinPacks() {
    refusesThinPacks = true;
  }

  /** From now on commits may be lost by a push. */
  void allowRewinds() {
    allowRewinds = true;
  }

  Repository repository() {
    return repository;
  }

  void stopListening() {
    http.stop(0);
  }

  /** The Authorization header of each request, {@code null} as text where there was none. */
  List<String> authorizations() {
    return authorizations;
  }

  /** Each request without its Authorization header: its line, then its other headers. */
  List<String> requests() {
    return requests;
  }

  /** Waits until it has done what it was asked, also for those who have given up meanwhile. */
  void awaitIdle() {
    busy.acquireUninterruptibly();
    busy.release();
  }

  private void handle(HttpExchange exchange) throws IOException {
    busy.acquireUninterruptibly();
    try {
      answer(exchange);
    } finally {
      busy.release();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      authorizations.add(authorization);
      Headers others = new Headers();
      others.putAll(exchange.getRequestHeaders());
      others.remove("Authorization");
      requests.add(
          exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + others.entrySet());
      whenAsked.run();
      if (!lets.test(authorization)) {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if ((answer != 200 || !body.isEmpty()) && goodRequests.getAndDecrement() <= 0) {
        if (answer == 302) {
          exchange.getResponseHeaders().set("Location", redirect + exchange.getRequestURI());
        }
        byte[] words = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Retry-After", "7");
        exchange.sendResponseHeaders(answer, words.length == 0 ? -1 : words.length);
        exchange.getResponseBody().write(words);
        return;
      }
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      String path = exchange.getRequestURI().getPath();
      boolean advertise = path.endsWith("/info/refs");
      String service = advertise
          ? exchange.getRequestURI().getQuery().substring("service=".length())
          : path.substring(path.lastIndexOf('/') + 1);
      serve(exchange, service, advertise, reply);
      exchange
          .getResponseHeaders()
          .set(
              "Content-Type",
              "application/x-" + service + (advertise ? "-advertisement" : "-result"));
      exchange.sendResponseHeaders(200, reply.size() == 0 ? -1 : reply.size());
      reply.writeTo(exchange.getResponseBody());
    }
  }

  private void serve(HttpExchange exchange, String service, boolean advertise, OutputStream out)
      throws IOException {
    // JGit skips to the end, and this server would wait for the next request there.
    InputStream all = new ByteArrayInputStream(exchange.getRequestBody().readAllBytes());
    InputStream in = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(all)
        : all;
    PacketLineOut line = new PacketLineOut(out);
    if (advertise) {
      line.writeString("# service=" + service + "\n");
      line.end();
    }
    if (service.equals("git-upload-pack")) {
      UploadPack upload = new UploadPack(repository);
      upload.setBiDirectionalPipe(false);
      String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
      upload.setExtraParameters(protocol == null ? List.of() : List.of(protocol));
      if (advertise) {
        upload.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(line));
      } else {
        upload.upload(in, out, null);
      }
    } else {
      ReceivePack receive = new ReceivePack(repository);
      receive.setBiDirectionalPipe(false);
      receive.setAllowNonFastForwards(allowRewinds);
      receive.setAllowPushOptions(false);
      if (!hook.isEmpty()) {
        receive.setPreReceiveHook((pack, commands) -> {
          pack.sendMessage("ask the release team");
          commands.forEach(command -> command.setResult(Result.REJECTED_OTHER_REASON, hook));
        });
      }
      if (advertise) {
        PacketLineOutRefAdvertiser advertiser = new PacketLineOutRefAdvertiser(line);
        if (refusesThinPacks) {
          advertiser.advertiseCapability("no-thin");
        }
        receive.sendAdvertisedRefs(advertiser);
      } else {
        receive.receive(in, out, null);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
    repository.close();
  }
}
