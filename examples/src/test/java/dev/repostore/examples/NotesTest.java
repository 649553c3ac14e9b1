package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {

  private static final Secret API_TOKEN = Secret.of("an-api-token-of-the-host");

  @TempDir
  Path data;

  /** As a process of its own: the base URL is in its environment. */
  @Test
  @Timeout(60)
  void theArtifactsPagesExampleWorks() throws Exception {
    try (HostServer server = HostServer.start(
        HostSettings.in(data), ServerSettings.withToken(API_TOKEN).withLog(line -> {}))) {
      String printed = run(server);
      String url = "repostore:artifacts:ACCOUNT/NAMESPACE?base-url=" + server.url();
      try (RepoStore store = RepoStores.open(url, API_TOKEN)) {
        assertThat(printed).isEqualTo(store.get("notes").remote().toString());
      }
    }
  }

  private static String run(HostServer server) throws IOException, InterruptedException {
    ProcessBuilder notes = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Notes.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    notes.environment().put("CLOUDFLARE_API_BASE_URL", server.url().toString());
    Process process = notes.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(API_TOKEN.reveal().getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return printed.strip();
  }
}
