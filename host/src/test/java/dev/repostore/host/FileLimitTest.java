package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that may not write large files: the disk-full test anybody can run. */
class FileLimitTest {

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitBinary git;

  @BeforeEach
  void commit() throws Exception {
    GitBinary anywhere = new GitBinary(work);
    anywhere.ok("init", "--quiet", "--initial-branch=main", "mine");
    git = anywhere.in(work.resolve("mine"));
    git.commit("f", "1\n");
  }

  /** Creates a repo; the path of its address and a token for it. */
  private static String made(HostProcess server) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + TestServer.REPOS))
                .header("Authorization", "Bearer " + HostProcess.API_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"one\"}"))
                .build(),
            BodyHandlers.ofByteArray());
    return new Answer(answer).result().getString("token");
  }

  private static String remote(HostProcess server, String token) {
    return "http://x:" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "@127.0.0.1:"
        + server.url().getPort() + "/git/default/one.git";
  }

  @Test
  void pushThatDoesNotFitIsRefusedAndTheNextOneThatFitsIsTaken() throws Exception {
    String token;
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    try (HostProcess server = HostProcess.start(data, 2 << 10)) {
      token = made(server);
      String one = remote(server, token);
      git.ok("push", "--quiet", one, "main");
      Files.write(git.folder().resolve("noise"), noise);
      git.commit("g", "2\n");

      GitBinary.Run push = git.run("push", one, "main");

      assertThat(push.status()).isNotZero();
      assertThat(push.output()).contains("the host's disk is full");
      git.ok("push", "--quiet", one, "main~1:refs/heads/other");
      git.ok("clone", "--quiet", one, work.resolve("clone").toString());
    }
    try (HostProcess server = HostProcess.start(data)) {
      git.ok("push", "--quiet", remote(server, token), "main");
      git.ok("clone", "--quiet", remote(server, token), work.resolve("again").toString());
      assertThat(work.resolve("again/noise")).hasBinaryContent(noise);
    }
    assertThat(HostForkTest.below(data.resolve("tmp"))).isEmpty();
  }
}
