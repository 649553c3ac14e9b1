package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShellTest {

  @Test
  void quotesAnyPath() {
    assertThat(Shell.quoted(Path.of("/a b/$x/it's"))).isEqualTo("'/a b/$x/it'\\''s'");
  }

  @Test
  void namesTheServerAsItsClientsReachIt() {
    assertThat(Shell.exports(URI.create("https://git.example.org/store/"), "team", null))
        .contains(
            "export ARTIFACTS_NAMESPACE=team",
            "export ARTIFACTS_BASE_URL=https://git.example.org/store/client/v4/accounts/local/artifacts/namespaces/team");
  }
}
