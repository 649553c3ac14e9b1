package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "\\etc",
        "C:\\x",
        "c:/x",
        "C:",
        "a//b",
        "a/",
        "./a",
        "a/.",
        "..",
        "../a",
        "a/../b",
        "a/..",
        "a/.. /b",
        "a/..\u200c/b",
        "a\\..\\b",
        "nul\0x",
        "half\ud800",
        ".git",
        ".git/config",
        "a/.git",
        "a/.GIT/hooks/x",
        ".Git",
        ".git.",
        ".git ",
        ".git. .",
        ".git::$INDEX_ALLOCATION",
        ".git:x",
        "git~1",
        "GIT~1/x",
        "git~1. ",
        ".g\u200cit",
        "\ufeff.git",
        ".gi\u200dt",
        ".g\u202ait/config",
        ".git\u206f",
        "x\\.git\\config",
        ".git\\config",
        "CON",
        "con",
        "a/aux",
        "NUL",
        "nul.",
        "nul ",
        "NUL:stream",
        "com1",
        "LPT9",
        "com\u00b9",
        "CONIN$"
      })
  void refuses(String path) {
    assertThatExceptionOfType(PathRefusedException.class)
        .isThrownBy(() -> PathRule.require(path))
        .satisfies(refused -> assertThat(refused.path()).isEqualTo(path))
        .withMessageContaining("refused: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c.txt",
        ".gitignore",
        ".github/x",
        "git",
        "git~2",
        "a.git",
        ".git2",
        "..a",
        "a..",
        "...",
        "with space",
        "line\nbreak",
        "tab\t",
        "\u00fcml\u00e4ut",
        "\ud83d\ude00/\u4f60\u597d",
        "config",
        "com",
        "com10",
        "lpt",
        "auxiliary",
        "console",
        "a\\b",
        "question?",
        "-dash",
        "e\u0301",
        "C"
      })
  void takes(String path) {
    assertThat(PathRule.require(path)).isSameAs(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {".gitmodules", "a/.GITMODULES", ".gitmodules ", "gitmod~1", "GI7EBA~1"})
  void takesNoLinkForGitsOwnFiles(String path) {
    assertThat(PathRule.require(path)).isSameAs(path);
    assertThatExceptionOfType(PathRefusedException.class)
        .isThrownBy(() -> PathRule.requireLink(path));
  }

  @Test
  void aMessageHasOneLine() {
    assertThatExceptionOfType(PathRefusedException.class)
        .isThrownBy(() -> PathRule.require("a\n\u202e/.git"))
        .withMessageContaining("'a\\u000a\\u202e/.git'")
        .withMessageNotContainingAny("\n", "\u202e");
  }
}
