package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Java in the documentation is Java of the examples, which is compiled and run. */
class SnippetsTest {

  private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> everySnippetIsInTheExamples() {
    String sources =
        files(Path.of("src"), ".java").map(SnippetsTest::bare).collect(Collectors.joining());
    List<DynamicTest> tests = Stream.concat(
            Stream.of(Path.of("..", "README.md")), files(Path.of("..", "docs"), ".md"))
        .flatMap(page ->
            FENCE.matcher(read(page)).results().map(fence -> test(page, fence.group(1), sources)))
        .toList();
    assertThat(tests).hasSizeGreaterThan(10);
    return tests.stream();
  }

  private static DynamicTest test(Path page, String snippet, String sources) {
    String name =
        page.getFileName() + ": " + snippet.strip().lines().findFirst().orElse("");
    return DynamicTest.dynamicTest(
        name, () -> assertThat(sources.contains(bare(snippet))).as(snippet).isTrue());
  }

  private static String bare(Path file) {
    return bare(read(file));
  }

  private static String bare(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
