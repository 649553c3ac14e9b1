package dev.repostore.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {

  /** Parts of what other words take. */
  private static final Set<String> PARTS = Set.of("ofMinutes", "ofHours", "ofDays", "arguments");

  @Test
  void hasEveryWordAndNoOther() {
    Set<String> words = Arrays.stream(Words.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .filter(name -> !PARTS.contains(name))
        .collect(Collectors.toSet());
    assertThat(Help.entries().keySet()).containsExactlyInAnyOrderElementsOf(words);
  }

  @Test
  void hasAnExampleOfEachThatCompiles() {
    String imports = Resources.text("startup.jsh")
        .lines()
        .filter(line -> line.startsWith("import "))
        .collect(Collectors.joining("\n"));
    StringBuilder examples = new StringBuilder(imports + "\nclass Examples {\n");
    Help.entries().values().forEach(entry -> {
      assertThat(entry.example())
          .as(entry.word())
          .isNotEmpty()
          .anyMatch(line -> line.contains(entry.word() + "("));
      examples.append("void ").append(entry.word()).append("Example() throws Exception {\n");
      entry.example().forEach(line -> examples.append(line).append(";\n"));
      examples.append("}\n");
    });
    assertThat(JavaCheck.error("Examples", examples + "}")).isEmpty();
  }

  @Test
  void makesInExamplesWhatTheyNeed(@TempDir Path folder) {
    List<String> lines = new ArrayList<>(Help.entries().get("create").example());
    lines.addAll(Help.entries().get("diff").example());
    lines.remove("diff()"); // which is about a working copy
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = new Script("help", String.join("\n", lines), new PrintStream(err, true, UTF_8))
        .run(store -> RepoStores.open("repostore:local:" + folder), List.of());
    assertThat(status).as(err.toString(UTF_8)).isZero();
  }

  @Test
  void showsWhatCanBePasted() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Help.print("fork", new PrintStream(out, true, UTF_8));
    assertThat(out.toString(UTF_8)).contains("\n  fork(\"hello\", \"hello-again\")");
    out.reset();
    Help.print("nonsense", new PrintStream(out, true, UTF_8));
    assertThat(out.toString(UTF_8)).contains("no word 'nonsense'", "fork", "mint");
  }

  @Test
  void tellsAllByTopicInLinesThatFit() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Help.print(new PrintStream(out, true, UTF_8));
    assertThat(out.toString(UTF_8).lines()).allMatch(line -> line.length() <= 80);
    assertThat(List.of(out.toString(UTF_8).split("\n\n", -1))).hasSizeGreaterThan(5);
  }
}
