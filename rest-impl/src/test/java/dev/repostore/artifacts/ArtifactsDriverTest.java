package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.AccessRefusedException;
import dev.repostore.Capability;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import dev.repostore.UnsupportedCapabilityException;
import dev.repostore.spi.StoreConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsDriverTest {

  private static final Secret TOKEN = Secret.of("an-api-token");

  private static ArtifactsSettings settings(String url, Map<String, String> environment) {
    return ArtifactsSettings.of(StoreConfig.parse(url, TOKEN), environment::get);
  }

  private static ArtifactsSettings settings(String url) {
    return settings(url, Map.of());
  }

  @Test
  void isFoundByItsName() {
    assertThat(RepoStores.drivers()).contains("artifacts");
    try (RepoStore store = RepoStores.open("repostore:artifacts:acc/default", TOKEN)) {
      assertThat(store.info().driver()).isEqualTo("artifacts");
      assertThat(store.info().namespace()).isEqualTo("default");
      assertThat(store.info().location()).isEqualTo("api.cloudflare.com, account acc");
      assertThat(store.info().capabilities()).containsExactlyInAnyOrder(Capability.values());
      assertThat(store.toString()).contains("api.cloudflare.com").doesNotContain("an-api-token");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.org/client/v4, https://api.example.org/client/v4/accounts/acc/artifacts/namespaces/default/repos",
    "https://api.example.org/client/v4/, https://api.example.org/client/v4/accounts/acc/artifacts/namespaces/default/repos",
    "http://127.0.0.1:8787, http://127.0.0.1:8787/client/v4/accounts/acc/artifacts/namespaces/default/repos",
    "http://localhost:8787/, http://localhost:8787/client/v4/accounts/acc/artifacts/namespaces/default/repos",
    "http://[::1]:8787/v1/api, http://[::1]:8787/v1/api/namespaces/default/repos",
    "https://x.example.org/edge/v1/api/, https://x.example.org/edge/v1/api/namespaces/default/repos",
    "https://x.example.org/own/root, https://x.example.org/own/root/accounts/acc/artifacts/namespaces/default/repos"
  })
  void routesBeginAtTheBaseUrl(String base, String repos) {
    String url = "repostore:artifacts:acc/default?base-url=" + base;
    assertThat(new Routes(settings(url)).repos()).isEqualTo(repos);
  }

  @Test
  void theEnvironmentsBaseUrlCountsWhereTheStoresUrlHasNone() {
    Map<String, String> environment =
        Map.of("CLOUDFLARE_API_BASE_URL", "https://fedramp.example.org/client/v4");
    assertThat(settings("repostore:artifacts:acc/default", environment).baseUrl())
        .hasToString("https://fedramp.example.org/client/v4");
    assertThat(settings("repostore:artifacts:acc/default?base-url=http://127.0.0.1:1", environment)
            .baseUrl())
        .hasToString("http://127.0.0.1:1/client/v4");
    assertThat(settings("repostore:artifacts:acc/default").baseUrl())
        .hasToString("https://api.cloudflare.com/client/v4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.org/client/v4",
        "http://127.0.0.1.evil.example.org/client/v4",
        "http://localhost.evil.example.org/",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/",
        "127.0.0.1:8787",
        "https://",
        "not a url",
        "https://api.example.org/client/v4?x=1",
        "https://api.example.org/client/v4#x",
        "https://api.example.org/client/v4/accounts/acc",
        "https://api.example.org/client/v4/accounts/acc/artifacts/namespaces/default",
        "https://x.example.org/v1/api/namespaces/default"
      })
  void aBaseUrlThatCannotBeIsRefused(String base) {
    StoreConfig config = new StoreConfig(
        "artifacts", "acc/default", Map.of("base-url", base), TOKEN, java.time.Clock.systemUTC());
    assertThatThrownBy(() -> new ArtifactsDriver(name -> null).open(config))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("base-url"));
  }

  @ParameterizedTest
  @CsvSource({
    "acc, account",
    "'', account",
    "acc/default/x, account",
    "a%20c/default, account",
    "../default, account",
    "acc/, namespace",
    "acc/.hidden, namespace",
    "acc/a%2f.., account"
  })
  void aTargetThatNamesNoNamespaceIsRefused(String target, String field) {
    assertThatThrownBy(() -> settings("repostore:artifacts:" + target))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains(field));
  }

  @Test
  void timeoutsAreAMinuteAndAQuarterOfAnHourUnlessSaid() {
    ArtifactsSettings usual = settings("repostore:artifacts:acc/default");
    assertThat(usual.timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(usual.longTimeout()).isEqualTo(Duration.ofMinutes(15));
    ArtifactsSettings said = settings("repostore:artifacts:acc/default?timeout=5");
    assertThat(said.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(said.longTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3601", "-1", "1.5", "soon", "", "99999999999"})
  void aTimeoutOutOfBoundsIsRefused(String timeout) {
    assertThatThrownBy(() -> settings("repostore:artifacts:acc/default?timeout=" + timeout))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("timeout"));
  }

  @Test
  void aMisspelledOptionIsRefused() {
    assertThatThrownBy(() -> settings("repostore:artifacts:acc/default?baseurl=x"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("base-url, timeout");
  }

  @Test
  void theCredentialComesFromTheCallOrTheEnvironment() {
    StoreConfig without = StoreConfig.parse("repostore:artifacts:acc/default", null);
    Map<String, String> environment = Map.of("CLOUDFLARE_API_TOKEN", " from-environment\n");
    assertThat(ArtifactsSettings.of(without, environment::get).credential().reveal())
        .isEqualTo("from-environment");
    assertThat(settings("repostore:artifacts:acc/default", environment).credential())
        .isEqualTo(TOKEN);
    assertThat(ArtifactsSettings.of(without, environment::get).toString())
        .doesNotContain("from-environment");
  }

  @Test
  void noCredentialIsToldWithWhereToPutOne() {
    StoreConfig without = StoreConfig.parse("repostore:artifacts:acc/default", null);
    assertThatThrownBy(() -> new ArtifactsDriver(name -> null).open(without))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("CLOUDFLARE_API_TOKEN")
        .hasMessageContaining("Secret");
    assertThatThrownBy(
            () -> new ArtifactsDriver(Map.of("CLOUDFLARE_API_TOKEN", " ")::get).open(without))
        .isInstanceOf(AccessRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer an-api-token", "an-api-token-é"})
  void aCredentialThatFitsNoHeaderIsRefusedWithoutBeingShown(String credential) {
    StoreConfig config =
        StoreConfig.parse("repostore:artifacts:acc/default", Secret.of(credential));
    assertThatThrownBy(() -> new ArtifactsDriver(name -> null).open(config))
        .isInstanceOf(AccessRefusedException.class)
        .message()
        .doesNotContain("an-api-token");
  }

  @Test
  void theNamespaceScopedApiHasNeitherNamespacesNorContent() {
    try (RepoStore store = RepoStores.open(
        "repostore:artifacts:acc/default?base-url=http://127.0.0.1:1/v1/api", TOKEN)) {
      assertThat(store.info().can(Capability.NAMESPACES)).isFalse();
      assertThatThrownBy(store::namespaces).isInstanceOf(UnsupportedCapabilityException.class);
      assertThatThrownBy(() -> store.content("x"))
          .isInstanceOf(UnsupportedCapabilityException.class);
      assertThat(store.info().can(Capability.FORK)).isTrue();
    }
  }

  @Test
  void closingTwiceIsFineAndEverythingAfterIsRefused() {
    RepoStore store = RepoStores.open("repostore:artifacts:acc/default", TOKEN);
    store.close();
    store.close();
    assertThat(store.info().driver()).isEqualTo("artifacts");
    assertThatThrownBy(() -> store.find("x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.create("x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.content("x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(store::namespaces).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.revokeToken("x", "id"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.revokeToken("x", TOKEN))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.validateToken("x", TOKEN))
        .isInstanceOf(IllegalStateException.class);
  }
}
