package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "Notes", "a.b", "a_b", "a-b", "9.9", "x.git", "a..b", "a-"})
  void aNameStartsWithALetterOrDigit(String name) {
    assertThat(Names.repo(name)).isEqualTo(name);
    assertThat(Names.namespace(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", ".", "..", ".a", "-a", "_a", "a b", "a/b", "../etc", "a\\b", "a\nb", "a\u0000",
        "é", "a%2Fb", "a?b", "a:b", "𝒂"
      })
  void everythingElseIsRefused(String name) {
    assertRefused("name", () -> Names.repo(name));
    assertRefused("namespace", () -> Names.namespace(name));
  }

  @Test
  void nothingIsNoName() {
    assertRefused("name", () -> Names.repo(null));
    assertRefused("default_branch", () -> Names.branch(null, "default_branch"));
  }

  @Test
  void theLongestNameHas255Characters() {
    assertThat(Names.repo("a".repeat(255))).hasSize(255);
    assertThat(refusal(() -> Names.repo("a".repeat(256))))
        .hasMessageContaining("256 characters")
        .hasMessageContaining("at most 255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "feature/x", "a/b/c", "release-1.2", "UPPER", "a.lock.b"})
  void branchesMayHaveSlashesInside(String branch) {
    assertThat(Names.branch(branch, "branch")).isEqualTo(branch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/main",
        "main/",
        "a//b",
        "a..b",
        "a/.b",
        "main.",
        "main.lock",
        "a.lock/b",
        "a b",
        "a~1",
        "a^",
        "a:b",
        "a?",
        "a*",
        "a[",
        "@{",
        "-x",
        "refs heads"
      })
  void branchesGitRefusesAreRefused(String branch) {
    assertRefused("branch", () -> Names.branch(branch, "branch"));
  }

  @Test
  void aRefusedNameCannotDisturbATerminal() {
    assertThat(refusal(() -> Names.repo("a\u001b[31m\r\nred" + "x".repeat(100))))
        .hasMessageContaining("a?[31m??red")
        .hasMessageContaining("…")
        .message()
        .matches("\\P{Cntrl}+");
  }

  @Test
  void aTokenPastedAsANameIsNotRepeated() {
    assertThat(refusal(() -> Names.repo("art_v1_0123456789abcdef?expires=1")))
        .hasMessageContaining("***")
        .hasMessageNotContaining("0123456789abcdef");
  }

  private static void assertRefused(String field, Runnable check) {
    assertThat(refusal(check).field()).contains(field);
  }

  private static InvalidRequestException refusal(Runnable check) {
    return assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(check::run)
        .actual();
  }
}
