package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.repostore.repl.StoreNames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AheadTest {

  private static final String REMOTE = "repostore:artifacts:a/b?base-url=http://127.0.0.1:1";

  @TempDir
  Path folder;

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of(
        "XDG_CONFIG_HOME", folder.toString(),
        "HOME", folder.toString(),
        "REPOSTORE_TOKEN", "t"));
    for (int at = 0; at < more.length; at += 2) {
      environment.put(more[at], more[at + 1]);
    }
    return environment;
  }

  private static boolean opens(String line, Map<String, String> environment) {
    return new Ahead(List.of(line.split(" ")), environment).open();
  }

  @Test
  void opensTheStoreThatIsMeantAndContactsNobody() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(200);
      String url = "repostore:artifacts:a/b?base-url=http://127.0.0.1:" + server.getLocalPort();
      assertThat(opens("repo list", environment(StoreNames.URL, url))).isTrue();
      assertThat(opens("repo list --store " + url, environment())).isTrue();
      assertThat(opens("token list a --store=" + url, environment())).isTrue();
      Assertions.assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void leavesAnEmbeddedStoreAlone() {
    Path data = folder.resolve("data");
    String local = "repostore:local:" + data;
    assertThat(opens("repo list --store " + local, environment(StoreNames.URL, REMOTE)))
        .isFalse();
    assertThat(opens("repo list", environment(StoreNames.URL, local))).isFalse();
    assertThat(opens("repo list", environment())).isFalse();
    assertThat(data).doesNotExist();
  }

  @Test
  void runsNoCommandThatHasATokenToGive() {
    Map<String, String> environment = environment();
    Path ran = folder.resolve("ran");
    StoreNames.of(environment).add("team", REMOTE, "command:touch " + ran);
    assertThat(opens("repo list --store team", environment)).isFalse();
    assertThat(opens("repo list", environment(StoreNames.URL, "team"))).isFalse();
    assertThat(ran).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repo list --store repostore:artifacts:a",
        "repo list --store repostore:artifacts:a/b?token=sesame",
        "repo list --store"
      })
  void isSilentAboutWhatTheCommandWillMeet(String line) {
    assertThatNoException().isThrownBy(() -> new Ahead(List.of(line.split(" ")), Map.of()).run());
  }
}
