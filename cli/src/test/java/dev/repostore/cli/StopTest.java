package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreatedRepo;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a server ends: by a signal, with work under way, and by a kill. */
@Timeout(180)
class StopTest {

  private static final String BODY = "{\"name\":\"slow\"}";

  @TempDir
  Path folder;

  @Test
  void finishesWhatRunsAndRefusesNewWork() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = Served.start(data);
        Socket slow = halfOfACreate(server, data)) {
      server.process().destroy();
      awaitRefusal(server);
      slow.getOutputStream().write(BODY.substring(8).getBytes(StandardCharsets.UTF_8));

      assertThat(answer(slow)).startsWith("HTTP/1.1 201 ").contains("\"name\":\"slow\"");
      assertThat(server.ended()).isEqualTo(143);
    }
    try (Served server = Served.start(data)) {
      assertThat(new Rest(server.url(), token(data)).get("/repos/slow").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void waitsForAStalledRequestOnlySoLong() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = Served.start(data);
        Socket stalled = halfOfACreate(server, data)) {
      Instant asked = Instant.now();
      assertThat(server.stop()).isEqualTo(143);
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void interruptEndsItWith130() throws Exception {
    try (Served server = Served.start(folder.resolve("data"))) {
      new ProcessBuilder("kill", "-INT", "" + server.process().pid()).start().waitFor();
      assertThat(server.ended()).isEqualTo(130);
    }
  }

  @Test
  void survivesAKillInTheMiddleOfAPush() throws Exception {
    Path data = folder.resolve("data");
    RealGit git = new RealGit(folder);
    Clones clones = new Clones(git, folder);
    Path work = clones.commit("work", "# Before\n");
    CreatedRepo repo;
    Secret writer;
    int port;
    String before;
    try (Served server = Served.start(data)) {
      port = server.port();
      repo = create(server, data);
      writer = repo.firstToken().orElseThrow().secret();
      before = clones.push(work, repo.remote(), writer);
      assertThat(clones.tip(repo.remote(), writer)).isEqualTo(before);

      byte[] noise = new byte[8 << 20];
      new Random(1).nextBytes(noise);
      Files.write(work.resolve("large"), noise);
      git.must(work, null, "add", "large");
      git.must(work, null, "commit", "-q", "-m", "Large");
      try (StallingProxy proxy = StallingProxy.to(port, 2 << 20)) {
        Process push = git.start(work, writer, "push", proxy.instead(repo.remote()), "main");
        assertThat(proxy.stalled().await(60, TimeUnit.SECONDS))
            .as("half pushed")
            .isTrue();
        server.kill();
        proxy.close();
        assertThat(push.waitFor()).isNotZero();
      }
    }
    try (Served server = Served.start(data, "--port", "" + port)) {
      assertThat(clones.tip(repo.remote(), writer)).isEqualTo(before);
      assertThat(git.in(work, writer, "push", "origin", "main").said()).contains("main -> main");
      assertThat(git.in(folder, writer, "clone", "-q", repo.remote().toString(), "again")
              .well())
          .isTrue();
      git.must(folder.resolve("again"), null, "fsck", "--strict");
      assertThat(clones.tip(repo.remote(), writer))
          .isEqualTo(git.must(work, null, "rev-parse", "HEAD"));
      assertThat(largeFiles(data))
          .as("the pack, and nothing of the killed push")
          .hasSize(1);
    }
  }

  private static List<Path> largeFiles(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toFile().isFile() && file.toFile().length() > 1 << 20)
          .toList();
    }
  }

  private static CreatedRepo create(Served server, Path data) throws IOException {
    try (RepoStore store = Demo.open(server.url(), Secret.of(token(data)))) {
      return store.create("pushed");
    }
  }

  private static String token(Path data) throws IOException {
    return Files.readString(data.resolve("api-token")).strip();
  }

  /** A request whose end the server is waiting for. */
  private static Socket halfOfACreate(Served server, Path data) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    OutputStream out = socket.getOutputStream();
    String head = "POST /client/v4/accounts/local/artifacts/namespaces/default/repos HTTP/1.1\r\n"
        + "Host: 127.0.0.1\r\nAuthorization: Bearer " + token(data)
        + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: "
        + BODY.length() + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.UTF_8));
    // The server asks for the body once it has begun with the request.
    assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.UTF_8))
        .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    out.write(BODY.substring(0, 8).getBytes(StandardCharsets.UTF_8));
    out.flush();
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void awaitRefusal(Served server) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(deadline)) {
      try (Socket again = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        assertThat(server.process().waitFor(20, TimeUnit.MILLISECONDS))
            .as("ended")
            .isFalse();
      } catch (ConnectException refused) {
        return;
      }
    }
    throw new AssertionError("new connections are still taken");
  }
}
