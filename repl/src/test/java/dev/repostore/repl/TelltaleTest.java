package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelltaleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate(\"a\", Secret.of(\"canary\"))",
        "Secret . of(\n  \"canary\")",
        "var apiToken = \"canary\"",
        "String PASSWORD=\"canary\";",
        "importRepo(\"https://ann:canary@example.org/x.git\", \"x\")",
        "var x = \"art_v1_canary\"",
        "f(); // art_v1_canary",
        "\"art_v1_canary",
        "\"Authorization: Bearer canary\"",
      })
  void hidesWhatSomebodyWroteOut(String code) {
    assertThat(Telltale.hide(code)).doesNotContain("canary").contains("***");
    assertThat(Telltale.isIn(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var token=mint(\"hello\")",
        "String token = mint(\"hello\").secret().reveal();",
        "revoke(\"hello\", token)",
        "create(\"secret\")",
        "var x = \"token\"",
        "me(\"Ann\", \"ann@example.org\")",
      })
  void leavesCodeAsItIs(String code) {
    assertThat(Telltale.hide(code)).isEqualTo(code);
  }
}
