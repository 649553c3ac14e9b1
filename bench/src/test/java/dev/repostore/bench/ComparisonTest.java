package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  @Test
  void theRatioIsTheMedianOfTheRoundsRatios() {
    Comparison comparison = new Comparison("work", " ms", Goal.atMost(0.5, "×"));
    comparison.add(10, 40);
    comparison.add(30, 50); // a round when the machine was busy
    comparison.add(12, 30);
    Figure figure = comparison.figure();
    assertThat(figure.ours()).isEqualTo("12 ms");
    assertThat(figure.peer()).isEqualTo("40 ms");
    assertThat(figure.ratio()).isEqualTo("0.4×");
    assertThat(figure.verdict()).isEqualTo("met");
  }

  @ParameterizedTest
  @CsvSource({"19.99,**missed**", "20,met"})
  void aGoalIsMetOrMissed(double ratio, String verdict) {
    assertThat(Goal.atLeast(20, "×").verdict(ratio)).isEqualTo(verdict);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetween() {
    assertThat(Comparison.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }

  @ParameterizedTest
  @CsvSource({"1234.4,'1,234'", "12.345,12.3", "0.456,0.46", "100,100", "20,20", "0,0"})
  void numbersHaveTheDigitsThatTellSomething(double value, String text) {
    assertThat(Goal.number(value)).isEqualTo(text);
  }

  @Test
  void aFailureShowsInTheTable() {
    Table table = new Table();
    table.add(Figure.alone("a", 3, "/s", Goal.atLeast(4, "/s")));
    assertThat(table.hasFailures()).isFalse();
    table.add(Figure.failed("b", new WrongAnswerException("status 502")));
    assertThat(table.hasFailures()).isTrue();
    assertThat(table.markdown())
        .contains("| a | 3/s |  |  | ≥ 4/s | **missed** |")
        .contains("| b |  |  |  |  | **FAILED**: status 502 |");
  }
}
