package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The document and the kit say the same. */
class ContractDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "contract.md");
  private static final Pattern RULE = Pattern.compile("\\* \\*\\*(\\d+)\\.(\\d+)\\*\\* (.+)");

  /** A line of the document. */
  private record Rule(int section, int index, String sentence) {
    String number() {
      return section + "." + index;
    }

    boolean untested() {
      return sentence.endsWith("*untested*");
    }
  }

  private static List<Rule> rules() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .map(RULE::matcher)
        .filter(Matcher::matches)
        .map(line -> new Rule(
            Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)), line.group(3)))
        .toList();
  }

  private static Stream<String> tested() {
    return Arrays.stream(RepoStoreContract.class.getDeclaredClasses())
        .filter(group -> group.isAnnotationPresent(Nested.class))
        .map(Class::getSuperclass)
        .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .map(RuleNumber::of);
  }

  @Test
  void everyRuleHasATestAndEveryTestARule() throws IOException {
    assertThat(tested())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            rules().stream().filter(rule -> !rule.untested()).map(Rule::number).toList());
  }

  @Test
  void everyRuleIsOneSentenceThatBindsSomebody() throws IOException {
    assertThat(rules())
        .hasSizeGreaterThan(90)
        .allSatisfy(rule -> assertThat(rule.sentence()).containsPattern("\\b(MUST|MAY)\\b"));
  }

  @Test
  void rulesAreNumberedInOrder() throws IOException {
    List<Rule> rules = rules();
    for (int i = 1; i < rules.size(); i++) {
      Rule before = rules.get(i - 1);
      Rule rule = rules.get(i);
      boolean next = rule.section() == before.section()
          ? rule.index() == before.index() + 1
          : rule.section() == before.section() + 1 && rule.index() == 1;
      assertThat(next).as("%s follows %s", rule.number(), before.number()).isTrue();
    }
  }
}
