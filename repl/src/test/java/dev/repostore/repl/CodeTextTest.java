package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "f() | f();",
        "f(); | f();",
        "f() // why; | f(); // why;",
        "f() /* ; */ | f(); /* ; */",
        "g(\"// no\") | g(\"// no\");",
        "int[] a = {1} | int[] a = {1};",
        "char c = '\"' | char c = '\"';",
      })
  void endsWithASemicolon(String code, String ended) {
    assertThat(CodeText.ended(code)).isEqualTo(ended);
  }

  @Test
  void renamesVariablesAndNotMembersOrStrings() {
    assertThat(CodeText.renamed("a + b.a + \"a\" + aa /* a */ + f(a)", Map.of("a", "z")))
        .isEqualTo("z + b.a + \"a\" + aa /* a */ + f(z)");
  }

  @Test
  void bearsWhatIsCutOff() {
    for (String code : new String[] {"\"a", "'", "/* a", "\"\"\"a\"", "\"a\\", "//"}) {
      assertThat(CodeText.map(code, (kind, text) -> text)).isEqualTo(code);
    }
  }

  @Test
  void findsNames() {
    assertThat(CodeText.names("f($1)", "$1")).isTrue();
    assertThat(CodeText.names("f($11, \"$1\")", "$1")).isFalse();
  }
}
