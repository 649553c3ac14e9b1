package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is full: everybody is told so, and afterwards all is as if nobody had asked. */
class DiskFullTest {

  @TempDir
  Path mount;

  @TempDir
  Path work;

  private SmallDisk disk;
  private TestServer server;
  private GitBinary git;
  private HttpServer remote;
  private volatile boolean fillWhenAsked;

  @BeforeEach
  void start() throws Exception {
    disk = SmallDisk.at(mount, 24);
    server = TestServer.with(disk.data(), settings -> settings.withPrivateImports(true));
    GitBinary anywhere = new GitBinary(work);
    anywhere.ok("init", "--quiet", "--initial-branch=main", "mine");
    git = anywhere.in(work.resolve("mine"));
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.createContext("/", this::serve);
    remote.start();
  }

  @AfterEach
  void stop() throws Exception {
    if (disk != null) {
      remote.stop(0);
      server.close();
      disk.close();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    if (fillWhenAsked) {
      disk.fill(0);
    }
    PublicServer.backend(work, exchange);
    exchange.close();
  }

  /** Creates a repo; its address, with a token in it. */
  private String made(String name) {
    Answer made = server.post(TestServer.REPOS, "{\"name\":\"" + name + "\"}");
    String token = URLEncoder.encode(made.result().getString("token"), StandardCharsets.UTF_8);
    return made.result().getString("remote").replace("http://", "http://x:" + token + "@");
  }

  private Answer importMine(String name) {
    return server.post(
        TestServer.REPOS + "/" + name + "/import",
        "{\"url\":\"http://127.0.0.1:" + remote.getAddress().getPort() + "/mine/.git\"}");
  }

  private void commitNoise(int bytes) throws Exception {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    Files.write(git.folder().resolve("noise"), noise);
    git.commit("f", bytes + "\n");
  }

  private void commitFiles(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Files.writeString(git.folder().resolve("file" + i), "file " + i);
    }
    git.commit("f", count + "\n");
  }

  private static void assertFull(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.text()).containsAnyOf("is full", "No space left");
  }

  private void assertPushFails(String url) throws Exception {
    GitBinary.Run push = git.run("push", url, "main");
    assertThat(push.status()).isNotZero();
    assertThat(push.output()).contains("the host's disk is full", "try again");
  }

  private String tipAt(String url) throws Exception {
    return git.ok("ls-remote", url, "refs/heads/main").split("\t", -1)[0];
  }

  private void assertNothingLies() throws Exception {
    server.close();
    for (String folder : List.of("tmp", "trash")) {
      assertThat(HostForkTest.below(disk.data().resolve(folder))).isEmpty();
    }
    for (Path file : HostForkTest.below(disk.data().resolve("repos"))) {
      assertThat(file.getFileName().toString()).doesNotEndWith(".lock").doesNotEndWith(".tmp");
      if (file.toString().endsWith(".git")) {
        assertThat(git.in(file).ok("fsck", "--strict", "--full"))
            .doesNotContain("error", "missing");
      }
    }
  }

  @Test
  void whatFindsNoRoomIsRefusedAndWhatWasThereStays() throws Exception {
    String one = made("one");
    String before = git.commit("f", "1\n");
    git.ok("push", "--quiet", one, "main");
    disk.fill(0);

    assertFull(server.post(TestServer.REPOS, "{\"name\":\"two\"}"));
    assertFull(server.post(TestServer.REPOS + "/one/fork", "{\"name\":\"copy\"}"));
    assertFull(importMine("imported"));
    assertFull(server.post(TestServer.PLACE + "/namespaces/default/tokens", "{\"repo\":\"one\"}"));
    git.commit("f", "2\n");
    assertPushFails(one);
    commitFiles(200);
    assertPushFails(one);
    commitNoise(3 << 20);
    assertPushFails(one);

    assertThat(tipAt(one)).isEqualTo(before);
    git.ok("clone", "--quiet", one, work.resolve("clone").toString());
    assertThat(server.get(TestServer.REPOS + "/one").status()).isEqualTo(200);
    assertThat(server.get(TestServer.REPOS + "/two").status()).isEqualTo(404);
    disk.free();
    assertAllWorks(one);
  }

  private void assertAllWorks(String one) throws Exception {
    git.ok("push", "--quiet", one, "main");
    assertThat(tipAt(one)).isEqualTo(git.ok("rev-parse", "main"));
    made("two");
    Answer fork = server.post(TestServer.REPOS + "/one/fork", "{\"name\":\"copy\"}");
    assertThat(fork.status()).as(fork.text()).isEqualTo(201);
    Answer imported = importMine("imported");
    assertThat(imported.status()).as(imported.text()).isEqualTo(201);
    assertNothingLies();
  }

  @Test
  void diskThatFillsUpUnderWayIsToldOfAndLeavesNothing() throws Exception {
    String one = made("one");
    git.commit("f", "1\n");
    git.ok("push", "--quiet", one, "main");
    commitNoise(3 << 20);
    for (long left : List.of(16L << 10, 200L << 10, 2L << 20, 5L << 20)) {
      disk.fill(left);
      assertPushFails(one);
      disk.free();
    }
    disk.fill(2 << 20);
    assertFull(importMine("imported"));
    assertThat(server.get(TestServer.REPOS + "/imported").status()).isEqualTo(404);
    disk.free();
    assertAllWorks(one);
  }

  /** Even the name of what could not be made cannot be given back then. */
  @Test
  void nameThatCouldNotBeFreedOnAFullDiskIsFreeWhenThereIsRoom() throws Exception {
    git.commit("f", "1\n");
    fillWhenAsked = true;
    assertFull(importMine("imported"));
    fillWhenAsked = false;
    disk.free();

    assertThat(server.get(TestServer.REPOS + "/imported").status()).isEqualTo(404);
    assertThat(importMine("imported").status()).isEqualTo(201);
    assertNothingLies();
  }

  @Test
  void repoThatWasNeverUsedIsMadeOnceThereIsRoom() throws Exception {
    String one = made("one");
    git.commit("f", "1\n");
    disk.fill(0);
    assertPushFails(one);
    disk.free();
    git.ok("push", "--quiet", one, "main");
    assertThat(tipAt(one)).isEqualTo(git.ok("rev-parse", "main"));
    assertNothingLies();
  }
}
