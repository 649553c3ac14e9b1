package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 10 of the contract's section 5, and section 5.8. */
class RestImportTest {

  @TempDir
  Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private HttpServer remote;
  private String url;
  private TestServer server;
  private TestSpace space;

  @BeforeEach
  void start() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    GitBinary git = new GitBinary(work);
    git.ok("init", "--quiet", "--initial-branch=trunk");
    git.commit("a.txt", "a\n");
    git.commit("b.txt", "b\n");
    git.ok("clone", "--quiet", "--bare", ".", folder.resolve("src.git").toString());
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.setExecutor(threads);
    on("/src", exchange -> PublicServer.backend(folder, exchange));
    on("/private", PublicServer.status(401));
    on("/page", PublicServer.answer("text/html", "<html>".getBytes(StandardCharsets.UTF_8)));
    on("/down", PublicServer.status(503));
    on("/held", exchange -> {
      asked.countDown();
      awaitGoOn();
      exchange.sendResponseHeaders(503, -1);
    });
    remote.start();
    url = "http://127.0.0.1:" + remote.getAddress().getPort();
    server = TestServer.with(
        folder.resolve("data"), settings -> settings.withLiveQuirks(true).withPrivateImports(true));
    space = new TestSpace(server, "imports");
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    server.close();
    remote.stop(0);
    threads.shutdownNow();
  }

  private void on(String path, HttpHandler handler) {
    remote.createContext(path, exchange -> {
      try (exchange) {
        handler.handle(exchange);
      }
    });
  }

  private Answer importRepo(String name, String json) {
    return server.post(space.repo(name) + "/import", json);
  }

  private Answer importFrom(String path, String name) {
    return importRepo(name, "{\"url\":\"" + url + path + "\"}");
  }

  @Test
  void row10_import_201() {
    Answer made = importFrom("/src.git", "row10");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.result().keySet())
        .containsExactlyInAnyOrder(
            "id", "name", "description", "default_branch", "remote", "token");
    Answer found = server.get(space.repo("row10"));
    assertThat(found.result().getString("source")).isEqualTo("git:" + url + "/src.git");
    assertThat(server.get(space.repo("row10") + "/log?ref=trunk").results()).hasSize(2);
  }

  @Test
  void s5_8_theDefaultBranchIsMainUnlessABranchIsGiven() {
    assertThat(importFrom("/src.git", "a").result().getString("default_branch")).isEqualTo("main");
    String branch = "{\"url\":\"" + url + "/src.git\",\"branch\":\"trunk\",\"depth\":1}";
    assertThat(importRepo("b", branch).result().getString("default_branch")).isEqualTo("trunk");
    assertThat(server.get(space.repo("b") + "/log?ref=trunk").results()).hasSize(1);
  }

  @Test
  void s5_8_aRemoteThatIsNoGitRepository() {
    Answer refused = importFrom("/page", "page");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(10104);
    assertThat(refused.pointer()).isEqualTo("/url");
    assertThat(server.get(space.repo("page")).status()).isEqualTo(404);
  }

  @Test
  void s5_8_aRemoteThatWantsALogin() {
    Answer refused = importFrom("/private.git", "private");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo(10106);
    assertThat(refused.pointer()).isEqualTo("/url");
    assertThat(refused.message()).contains(url + "/private.git", "HTTP 401", "public");
  }

  @Test
  void s5_8_aTargetThatExists() {
    space.created("there");
    assertThat(importFrom("/src.git", "there").code()).isEqualTo(10201);
  }

  @Test
  void s6_10401_aRemoteThatFails() {
    Answer failed = importFrom("/down", "down");
    assertThat(failed.status()).isEqualTo(502);
    assertThat(failed.code()).isEqualTo(10401);
  }

  @Test
  void fieldsThatAreWrongAreNamed() {
    assertThat(importRepo("x", "{}").pointer()).isEqualTo("/url");
    assertThat(importRepo("x", "{\"url\":\"%%\"}").code()).isEqualTo(10104);
    assertThat(importRepo("x", "{\"url\":\"file:///etc/passwd\"}").pointer()).isEqualTo("/url");
    Answer depth = importRepo("x", "{\"url\":\"" + url + "/src.git\",\"depth\":0}");
    assertThat(depth.pointer()).isEqualTo("/depth");
    assertThat(depth.message()).isEqualTo("Too small: expected number to be >0");
  }

  @Test
  void s5_8_plainHttpIsRefusedUnlessAllowed() {
    try (TestServer usual = TestServer.live(folder.resolve("usual"))) {
      Answer refused =
          usual.post(TestServer.REPOS + "/x/import", "{\"url\":\"http://example.org/a.git\"}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo(10100);
      assertThat(refused.message()).isEqualTo("Must be an HTTPS URL");
      assertThat(refused.pointer()).isEqualTo("/url");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssh://git@example.org/a.git", "file:///a", "ext:a", "git://example.org/a"})
  void whatIsNotHttpsIsNotImported(String other) {
    try (TestServer usual = TestServer.strict(folder.resolve("usual"))) {
      Answer refused = usual.post(TestServer.REPOS + "/x/import", "{\"url\":\"" + other + "\"}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.pointer()).isEqualTo("/url");
      assertThat(refused.message())
          .contains("Only https is imported", "'" + other.replaceFirst(":.*", "") + ":'")
          .doesNotContain("plain http");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.org:99999/a", "https://example.org:0/a", "https://localhost./a"})
  void aUrlThatCanBeNoRemoteIsTheClientsMistake(String other) {
    try (TestServer usual = TestServer.strict(folder.resolve("usual"))) {
      Answer refused = usual.post(TestServer.REPOS + "/x/import", "{\"url\":\"" + other + "\"}");
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo(10104);
      assertThat(refused.pointer()).isEqualTo("/url");
    }
  }

  @Test
  void aRemoteThatCannotBeReachedIsNoFailureOfTheHost() throws Exception {
    int nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = closed.getLocalPort();
    }
    Answer failed = importRepo("gone", "{\"url\":\"http://127.0.0.1:" + nobody + "/a.git\"}");
    assertThat(failed.status()).isEqualTo(502);
    server.awaitLine("gone");
    assertThat(server.log).hasSize(1);
  }

  @Test
  void s6_10302_aRepoThatIsBeingImported() throws Exception {
    CompletableFuture<Answer> importing =
        CompletableFuture.supplyAsync(() -> importFrom("/held", "held"), threads);
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    Answer busy = server.get(space.repo("held"));
    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.code()).isEqualTo(10302);
    assertThat(busy.header("retry-after")).isEqualTo("1");
    assertThat(busy.header("x-should-retry")).isNull();
    assertThat(server.get(space.repo("held") + "/log").status()).isEqualTo(409);
    assertThat(server.get(space.repos()).results().getJsonObject(0).getString("status"))
        .isEqualTo("importing");
    assertThat(importFrom("/src.git", "held").code()).isEqualTo(10201);
    goOn.countDown();
    assertThat(importing.get(20, TimeUnit.SECONDS).code()).isEqualTo(10401);
    assertThat(server.get(space.repo("held")).status()).isEqualTo(404);
  }

  @Test
  void deletingARepoThatIsBeingImportedCancelsThat() throws Exception {
    CompletableFuture<Answer> importing =
        CompletableFuture.supplyAsync(() -> importFrom("/held", "held"), threads);
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(server.delete(space.repo("held")).status()).isEqualTo(202);
    space.created("held");

    // Though the remote has not answered yet.
    assertThat(importing.get(20, TimeUnit.SECONDS).status()).isEqualTo(404);
    assertThat(server.get(space.repo("held")).status()).isEqualTo(200);
    try (Stream<Path> left = Files.list(folder.resolve("data/tmp"))) {
      assertThat(left).isEmpty();
    }
    assertThat(importFrom("/src.git", "next").status()).isEqualTo(201);
  }

  @Test
  void aNinthImportAtOnceIsToldToComeBack() throws Exception {
    CountDownLatch eight = new CountDownLatch(8);
    on("/many", exchange -> {
      eight.countDown();
      awaitGoOn();
      exchange.sendResponseHeaders(503, -1);
    });
    for (int i = 0; i < 8; i++) {
      String name = "many" + i;
      threads.execute(() -> importFrom("/many", name));
    }
    assertThat(eight.await(20, TimeUnit.SECONDS)).isTrue();
    Answer refused = importFrom("/src.git", "ninth");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("10");
    assertThat(server.get(space.repos()).status()).isEqualTo(200);
  }

  @Test
  void aStopCutsAnImportOffAndFreesTheName() throws Exception {
    TestServer stopping = TestServer.with(
        folder.resolve("stopping"),
        settings -> settings.withPrivateImports(true),
        Patience.STANDARD.withStop(Duration.ofMillis(100)));
    CompletableFuture<?> importing = CompletableFuture.runAsync(
        () -> stopping.post(TestServer.REPOS + "/held/import", "{\"url\":\"" + url + "/held\"}"),
        threads);
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    stopping.close();
    importing.handle((answer, broken) -> null).get(20, TimeUnit.SECONDS);
    try (TestServer again = TestServer.strict(folder.resolve("stopping"))) {
      assertThat(again.get(TestServer.REPOS + "/held").status()).isEqualTo(404);
      again.createRepo("held");
    }
  }

  private void awaitGoOn() throws IOException {
    try {
      goOn.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }
}
