package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  @Test
  void printsNothing() {
    Secret secret = Secret.of("hunter2");
    assertThat(secret).hasToString("***");
    assertThat("token " + secret).isEqualTo("token ***");
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void isEqualToAnotherOfTheSameValue() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "abc\n", "a\rb", "a\u0000b", "a\u007fb"})
  void aValueThatCannotTravelInAHeaderIsRefusedAndNotRepeated(String value) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Secret.of(value))
        .satisfies(refused -> assertThat(refused.field()).contains("credential"))
        .withMessageNotContaining("abc");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          say art_v1_0123456789abcdef0123456789abcdef01234567?expires=17 twice | say *** twice
          art_v2_x_0123456789abcdef0123456789abcdef01234567                    | ***
          at repostore_0123456789abcdef0123456789abcdef and repostore_data     | at *** and repostore_data
          Authorization: Bearer abc.DEF-123_~+/=                               | Authorization: Bearer ***
          authorization: bearer s3cr3t-value                                   | authorization: bearer ***
          Authorization: Basic eDpzZWNyZXQ=                                    | Authorization: Basic ***
          https://x:hunter2@host/git/ns/repo.git                               | https://***@host/git/ns/repo.git
          https://hunter2@host/repo.git                                        | https://***@host/repo.git
          ?token=hunter2&x=1                                                   | ?token=***&x=1
          password=hunter2                                                     | password=***
          API-Token=hunter2 rest                                               | API-Token=*** rest
          Token[secret=***, scope=READ]                                        | Token[secret=***, scope=READ]
          secret=***hunter2, scope=READ                                        | secret=*** scope=READ
          """)
  void masksWhatLooksLikeACredential(String text, String masked) {
    assertThat(Secret.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "There is no repo named 'notes'.",
        "https://host/git/ns/repo.git",
        "mail me@example.org",
        "art_version",
        "WWW-Authenticate: Basic realm=\"artifacts\"",
        "a token is needed"
      })
  void leavesOtherTextAlone(String text) {
    assertThat(Secret.mask(text)).isEqualTo(text);
  }
}
