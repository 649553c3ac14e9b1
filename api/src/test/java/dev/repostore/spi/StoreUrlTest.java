package dev.repostore.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrlTest {

  @ParameterizedTest
  @CsvSource({
    "repostore:local, local, ''",
    "repostore:local:, local, ''",
    "repostore:local:/srv/repos, local, /srv/repos",
    "repostore:local:C:\\data, local, C:\\data",
    "REPOSTORE:Local:x, local, x",
    "repostore:artifacts:acc/ns, artifacts, acc/ns",
    "repostore:my-2nd:a:b:c, my-2nd, a:b:c",
    "repostore:local:/a%20b%3Fc%25, local, /a b?c%",
    "repostore:local:/a+b, local, /a+b",
    "repostore:local:/%C3%A9, local, /é",
    "repostore:local:/me@home/x, local, /me@home/x",
  })
  void hasADriverAndATarget(String url, String driver, String target) {
    StoreConfig config = StoreConfig.parse(url, null);
    assertThat(config.driver()).isEqualTo(driver);
    assertThat(config.target()).isEqualTo(target);
    assertThat(config.options()).isEmpty();
    assertThat(config.credential()).isNull();
  }

  @Test
  void hasOptions() {
    assertThat(StoreConfig.parse("repostore:x:t?a=1&b=two+words&c=%26%3D&flag&e=a=b", null)
            .options())
        .isEqualTo(Map.of("a", "1", "b", "two words", "c", "&=", "flag", "true", "e", "a=b"));
    assertThat(StoreConfig.parse("repostore:x?a=1", null).target()).isEmpty();
    assertThat(StoreConfig.parse("repostore:x:t?", null).options()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "local",
        "local:/srv",
        "repostore",
        "repostore:",
        "repostore::x",
        "repostore:1x:y",
        "repostore:a b:c",
        "jdbc:local:x",
        "https://host/x",
        " repostore:local:x",
        "repostore:local:%",
        "repostore:local:%zz",
        "repostore:local:x?a=%4",
        "repostore:local:x?=1",
        "repostore:local:x?a=1&a=2",
        "repostore:local:x?a=1&&b=2",
        "repostore:local:x?a=1&"
      })
  void anythingElseIsRefused(String url) {
    assertRefused(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repostore:artifacts:a/n?token=hunter2hunter2",
        "repostore:artifacts:a/n?api-token=hunter2hunter2",
        "repostore:artifacts:a/n?api_key=hunter2hunter2",
        "repostore:artifacts:a/n?PASSWORD=hunter2hunter2",
        "repostore:artifacts:a/n?client%5Fsecret=hunter2hunter2",
        "repostore:artifacts:a/n?base-url=https://x:hunter2hunter2@host/",
        "repostore:artifacts:a/n?base-url=https%3A%2F%2Fx%3Ahunter2hunter2%40host%2F",
        "repostore:artifacts:https://x:hunter2hunter2@host/a",
        "repostore:artifacts:https%3A%2F%2Fx%3Ahunter2hunter2%40host%2Fa",
        "repostore:artifacts:art_v1_hunter2hunter2",
        "repostore:artifacts:art%5Fv1_hunter2hunter2",
        "repostore:artifacts:a/n?note=art_v1_hunter2hunter2"
      })
  void aCredentialInTheUrlIsRefusedAndNotRepeated(String url) {
    assertThat(assertRefused(url))
        .hasMessageContaining("credential")
        .hasMessageContaining("Secret")
        .hasMessageNotContaining("hunter2hunter2");
  }

  @Test
  void theCredentialStandsApart() {
    Secret secret = Secret.of("hunter2hunter2");
    StoreConfig config = StoreConfig.parse("repostore:x:t", secret);
    assertThat(config.credential()).isEqualTo(secret);
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  @Test
  void optionsTheDriverDoesNotKnowAreRefused() {
    StoreConfig config = StoreConfig.parse("repostore:local:x?namespace=a&namepsace=b", null);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> config.requireOptions("namespace", "depth"))
        .satisfies(refused -> assertThat(refused.field()).contains("namepsace"))
        .withMessageContaining("It has: depth, namespace");
    config.requireOptions("namespace", "namepsace");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(config::requireOptions)
        .withMessageContaining("It has: none");
  }

  @Test
  void anOptionIsThereOrNot() {
    StoreConfig config = StoreConfig.parse("repostore:local:x?namespace=a", null);
    assertThat(config.option("namespace")).contains("a");
    assertThat(config.option("other")).isEmpty();
  }

  @Test
  void aTestBringsItsOwnClock() {
    Clock noon = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    StoreConfig config = StoreConfig.parse("repostore:local:x?a=b", null).withClock(noon);
    assertThat(config.clock()).isSameAs(noon);
    assertThat(config.option("a")).contains("b");
  }

  private static InvalidRequestException assertRefused(String url) {
    return assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> StoreConfig.parse(url, null))
        .satisfies(refused -> assertThat(refused.field()).contains("url"))
        .actual();
  }
}
