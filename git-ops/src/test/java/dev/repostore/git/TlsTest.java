package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host with a certificate of its own, trusted and not, and a proxy before it. */
@Timeout(60)
class TlsTest {

  @TempDir
  Path folder;

  private TlsKeys keys;
  private TinyGitServer server;
  private Path into;

  @BeforeEach
  void start() throws Exception {
    keys = TlsKeys.make(folder.resolve("keys.p12"));
    server = new TinyGitServer(folder.resolve("bare"), keys.context());
    into = folder.resolve("clone");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anUnknownCertificateIsToldAndGetsNoToken() {
    TokenStore store = new TokenStore(server.url());
    assertThatExceptionOfType(RemoteUntrustedException.class)
        .isThrownBy(() -> GitRemote.of(store.repo("web")).cloneInto(into))
        .withMessageContainingAll(
            "could not clone " + server.url(),
            "unable to find valid certification path",
            "-Djavax.net.ssl.trustStore=FILE")
        .withMessageNotContainingAny("Try again", TokenStore.CANARY);
    assertThat(server.authorizations()).isEmpty();
    assertThat(store.alive()).isEmpty();
    assertThat(into).doesNotExist();
  }

  @Test
  void aTrustedOneIsAsGoodAsAny() throws Exception {
    assertThat(clone(server.url(), trusting())).isEqualTo("cloned");
    assertThat(server.authorizations()).isNotEmpty().containsOnly("Bearer art_v1_secret");
    try (Git git = Git.open(into.toFile())) {
      assertThat(git.getRepository().getConfig().getString("remote", "origin", "url"))
          .isEqualTo(server.url().toString());
    }
  }

  @Test
  void aNameItWasNotMadeForIsTold() throws Exception {
    URI other = URI.create(server.url().toString().replace("127.0.0.1", "localhost"));
    assertThat(clone(other, trusting()))
        .contains("RemoteUntrustedException", "localhost", "the name it was made for");
    assertThat(server.authorizations()).isEmpty();
  }

  @Test
  void theProxyOfThisJavaIsUsedAndHearsNoToken() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy()) {
      assertThat(clone(server.url(), through(proxy))).isEqualTo("cloned");
      assertThat(proxy.heard())
          .isNotEmpty()
          .allMatch(head -> head.startsWith("CONNECT " + server.url().getAuthority() + " "))
          .noneMatch(head -> head.contains("art_v1_") || head.contains("Authorization"));
    }
  }

  @Test
  void aProxyThatWantsACredentialIsTold() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy()) {
      proxy.guard();
      assertThat(clone(server.url(), through(proxy)))
          .contains("RemoteUnavailableException", "a proxy on the way wants a credential (407)");
      assertThat(server.authorizations()).isEmpty();
      assertThat(into).doesNotExist();
    }
  }

  private List<String> through(ConnectProxy proxy) {
    List<String> settings = new ArrayList<>(trusting());
    settings.add("-Dhttps.proxyHost=127.0.0.1");
    settings.add("-Dhttps.proxyPort=" + proxy.port());
    settings.add("-Dhttp.nonProxyHosts=");
    return settings;
  }

  private List<String> trusting() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + keys.file(),
        "-Djavax.net.ssl.trustStorePassword=" + TlsKeys.PASSWORD);
  }

  /** In another Java, which is told at its start. */
  private String clone(URI url, List<String> settings) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(settings);
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        Child.class.getName(),
        url.toString(),
        into.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return out.strip();
  }

  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      try {
        GitRemote.at(URI.create(args[0]))
            .withToken(Secret.of("art_v1_secret"))
            .cloneInto(Path.of(args[1]));
        System.out.println("cloned");
      } catch (GitException failed) {
        System.out.println(failed);
      }
    }
  }
}
