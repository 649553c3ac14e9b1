package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CloneRepoTest {

  @TempDir
  Path folder;

  /** The server says that Git is to come to somebody who never answers. */
  @Test
  void aSignalEndsItAndLeavesNothingBehind() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Served server = Served.start(
            folder.resolve("data"),
            Map.of("REPOSTORE_API_TOKEN", "correct-horse-battery"),
            "--public-url",
            "http://127.0.0.1:" + silent.getLocalPort())) {
      Rest rest = new Rest(server.url(), "correct-horse-battery");
      assertThat(rest.post("/repos", "{\"name\":\"a\"}").statusCode()).isEqualTo(201);
      Map<String, String> environment = Map.of(
          "REPOSTORE_URL",
          "repostore:artifacts:local/default?base-url=" + server.url() + "/client/v4",
          "REPOSTORE_TOKEN",
          "correct-horse-battery");
      Process clone = Repostore.process(environment, "clone", "a", "copy")
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
      RealGit.endAfter(60, clone);
      try (Socket asked = silent.accept()) {
        assertThat(asked.getInputStream().read()).isEqualTo('G');
        clone.destroy();
        assertThat(clone.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(clone.exitValue()).isEqualTo(143);
      assertThat(folder.resolve("copy")).doesNotExist();
    }
  }

  /** Its server is the command's own, and plain git comes later. */
  @Test
  void ofTheEmbeddedStoreSaysWhatPlainGitNeeds() throws Exception {
    Map<String, String> data = Map.of("REPOSTORE_URL", "repostore:local:" + folder.resolve("data"));
    assertThat(Repostore.run(data, folder, "repo", "create", "a").status()).isZero();
    Repostore cloned = Repostore.run(data, folder, "clone", "a", "copy", "--no-json");
    assertThat(cloned.status()).as(cloned.err()).isZero();
    assertThat(cloned.err())
        .contains("start 'repostore serve', and clone again")
        .doesNotContain("git -C");
  }
}
