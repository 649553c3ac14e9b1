package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostServerTest {

  @TempDir
  Path data;

  @Test
  void aRepoThatWasCreatedIsFoundUnderEveryPlaceOfTheApi() {
    try (TestServer server = TestServer.strict(data)) {
      String id = server.createRepo("starter-repo");
      for (String place :
          new String[] {"/client/v4/accounts/any/artifacts", "/v1/api", "/edge/v1/api"}) {
        Answer found = server.get(place + "/namespaces/default/repos/starter-repo");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.result().getString("id")).isEqualTo(id);
        assertThat(found.result().getString("remote"))
            .isEqualTo(server.server.url() + "/git/default/starter-repo.git");
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      ServerSettings settings =
          ServerSettings.withToken(Secret.of("t0ken")).withPort(taken.getLocalPort());
      assertThatThrownBy(() -> HostServer.start(HostSettings.in(data), settings))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("Port " + taken.getLocalPort());
    }
  }
}
