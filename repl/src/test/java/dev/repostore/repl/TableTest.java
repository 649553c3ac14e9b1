package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  record Line(String name, int size, String text) {}

  private static final List<Line> LINES =
      List.of(new Line("short", 1, "y".repeat(150)), new Line("n".repeat(60), 22_222, "short"));

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 200})
  void fitsTheTerminal(int width) {
    String table = Table.of(LINES).fit(width);
    assertThat(table.lines()).hasSize(3).allMatch(line -> line.length() <= width);
    assertThat(table).contains("NAME", "SIZE", "TEXT", "22222", "…");
  }

  @Test
  void cutsNothingWhereThereIsRoom() {
    assertThat(Table.of(LINES).fit(Table.UNBOUNDED))
        .contains("y".repeat(150), "n".repeat(60))
        .doesNotContain("…");
    assertThat(Table.of(LINES).fit(230)).doesNotContain("…");
  }

  record Named(String id, String made, String expires) {}

  @ParameterizedTest
  @ValueSource(ints = {60, 80})
  void whatIsTypedAgainIsCutLast(int width) {
    String id = "0123456789abcdef0123456789abcdef0123";
    String table = Table.of(List.of(new Named(id, "2026-11-30 12:00", "2026-11-30 13:00 or later")))
        .fit(width);
    assertThat(table).contains(id, "…");
    assertThat(table.lines()).allMatch(line -> line.length() <= width);
    assertThat(Table.of(List.of(id.repeat(3))).fit(width)).hasSize("VALUE\n".length() + width);
  }

  /** Each of these is as wide as what it stands with. */
  @Test
  void countsColumnsAndNotCharacters() {
    String table = Table.of(List.of(
            new Line("日本語", 1, "a"),
            new Line("😀😀😀", 2, "b"),
            new Line("e\u0301e\u0301éééé", 3, "c"),
            new Line("abcdef", 4, "d")))
        .toString();
    assertThat(table.lines().skip(1))
        .containsExactly(
            "日本語  1     a", "😀😀😀  2     b", "e\u0301e\u0301éééé  3     c", "abcdef  4     d");
  }

  @Test
  void cutsNoCharacterInTwo() {
    assertThat(ScreenWidth.fit("日本語", 6)).isEqualTo("日本語");
    assertThat(ScreenWidth.fit("日本語", 5)).isEqualTo("日本…");
    assertThat(ScreenWidth.fit("日本語", 4)).isEqualTo("日… ");
    assertThat(ScreenWidth.fit("😀b😀", 4)).isEqualTo("😀b…");
    assertThat(ScreenWidth.fit("ae\u0301bc", 3)).isEqualTo("ae\u0301…");
    assertThat(ScreenWidth.fit("a", 3)).isEqualTo("a  ");
  }

  @Test
  void movesNoCursor() {
    String table = Table.of(List.of(new Line("a\u001b[2Jb", 1, "c\nd\te"))).toString();
    assertThat(table.lines()).hasSize(2);
    assertThat(table).contains("a{U+001B}[2Jb", "c d e");
  }

  @Test
  void hidesSecrets() {
    assertThat(Table.of(Map.of("secret", Secret.of("canary"))).toString())
        .contains("***")
        .doesNotContain("canary");
    assertThat(Table.of(List.of("art_v1_canary")).toString()).doesNotContain("canary");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(Table.of(List.of()).toString()).isEqualTo("(none)");
  }

  @Test
  void hasALineForEachPartOfOneThing() {
    assertThat(Table.of(new Line("a", 1, "b")).toString().lines())
        .containsExactly("FIELD  VALUE", "name   a", "size   1", "text   b");
  }
}
