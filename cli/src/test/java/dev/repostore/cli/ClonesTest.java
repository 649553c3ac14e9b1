package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that took a failure for a success would prove nothing. */
class ClonesTest {

  private static final Secret TOKEN = Secret.of("art_v1_0123456789012345678901234567890123456789");

  @TempDir
  Path folder;

  @Test
  void failsWhereThereIsNoHost() throws Exception {
    Clones clones = new Clones(new RealGit(folder), folder);
    Path work = clones.commit("work", "text");
    URI nowhere = URI.create("http://127.0.0.1:1/absent.git");

    assertThatThrownBy(() -> clones.tip(nowhere, TOKEN)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> clones.push(work, nowhere, TOKEN))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("git push: ");
    assertThatThrownBy(() -> clones.readmeOfClone(nowhere, TOKEN, "clone"))
        .isInstanceOf(IOException.class);
    assertThat(clones.refusal("work", TOKEN, "fetch", "origin"))
        .doesNotContain("refused", "accepted");
    assertThat(clones.refusal("work", TOKEN, "status")).isEqualTo("accepted");
  }

  @Test
  void publishesARepoThatGitCanFetch() throws Exception {
    Clones clones = new Clones(new RealGit(folder), folder);
    Path site = clones.publish("shown", "# Shown\n");
    Files.writeString(folder.resolve("private"), "not for others");
    try (PublicRemote remote = PublicRemote.of(site)) {
      assertThat(clones.tip(remote.url("shown.git"), null)).matches("[0-9a-f]{40}");
      assertThat(clones.readmeOfClone(remote.url("shown.git"), TOKEN, "fetched"))
          .isEqualTo("# Shown");
      assertThat(remote.url("x").resolve("/%2e%2e/private").toURL().openConnection())
          .satisfies(answer -> assertThat(answer.getHeaderField(0)).contains("404"));
    }
  }

  @Test
  void handTheTokenToGitByItsEnvironment() throws Exception {
    RealGit git = new RealGit(folder);
    assertThat(git.in(folder, TOKEN, "config", "http.extraHeader").said())
        .as("what git was given, masked as everything it says")
        .isEqualTo("Authorization: Bearer ***\n");
    assertThat(git.in(folder, null, "config", "http.extraHeader").said()).isEmpty();
  }
}
