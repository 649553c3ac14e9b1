package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.InvalidRequestException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns and globs, those among them that would never come to an end. */
@Timeout(60)
class GrepTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((){2000000000})b",
        "(?:(?:(?:){20000}){20000}){20000}q",
        "\\b(?:){99999999999999999999}q",
        "(){1000}{1000}{1000}"
      })
  void countsWithoutEndAreRefused(String pattern) {
    // The JDK itself refuses a count that is no int.
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Grep.of(pattern))
        .satisfies(e -> assertThat(e.field()).contains("pattern"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}",
        "[0-9a-f]{40}( [0-9a-f]{40}){40}",
        "\\Q(){2000000000}\\E",
        "\\{2000000000}",
        "a{1,1000}b{1000}c{1000}"
      })
  void sensibleCountsAreTaken(String pattern) {
    assertThat(Grep.of(pattern).pattern().pattern()).isEqualTo(pattern);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "**;a/b.txt",
        "*;a",
        "*;a/b",
        "src/**.java;src/a/B.java",
        "src/*.java;src/a/B.java",
        "?.md;é.md",
        "?.md;ab.md",
        "*.{md,txt};a.txt",
        "*.{md,txt};a.rs",
        "[a-c]x;bx",
        "[!a-c]x;bx",
        "[!a-c]x;dx",
        "a[[]b;a[b",
        "\\*;*",
        "\\*;a",
        "a+b(c);a+b(c)",
        "{a,b*}/c;bd/c",
        "[^]x;^x",
        "***;a/b",
        "a.b;axb",
        "[a-];-",
        "$;$",
        "**/*.java;A.java",
        "[a&&b];&"
      })
  void globsAreAsInTheJdk(String glob, String path) {
    assertThat(Glob.pattern(glob).matcher(path).matches())
        .isEqualTo(FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a", "{a,{b}}", "[a", "a\\", "[b-a]", "[a/b]"})
  void malformedGlobsAreRefused(String glob) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Glob.pattern(glob))
        .satisfies(e -> assertThat(e.field()).contains("glob"));
  }

  @Test
  void whatTakesTooLongOrGoesTooDeepEnds(@TempDir Path folder) throws Exception {
    RealGit git = RealGit.init(folder.toRealPath().resolve("work"), "trunk");
    git.write("a".repeat(200), "a".repeat(16_000) + "\n");
    git.run("add", ".");
    git.run("commit", "-qm", "x");
    GitRemote remote = GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE);
    for (Grep hard :
        new Grep[] {Grep.of("(a|b)*c"), Grep.of("(a+)+c"), Grep.of("a").in("*a".repeat(30) + "b")
        }) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> search(remote, hard))
          .withMessageContaining("too hard to match");
    }
  }

  private static void search(GitRemote remote, Grep grep) {
    try (Snapshot snapshot = remote.read("trunk")) {
      snapshot.grep(grep);
    }
  }
}
