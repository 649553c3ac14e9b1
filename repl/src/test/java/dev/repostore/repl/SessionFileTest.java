package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.InvalidRequestException;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import org.junit.jupiter.api.Test;

/** What a real shell was typed, as a script and as a Java file. */
class SessionFileTest {

  private static List<SessionText.Line> typed(String... lines) {
    JShell shell = JShell.builder()
        .executionEngine(new LocalControlProvider(), Map.of())
        .compilerOptions("-classpath", System.getProperty("java.class.path"))
        .build();
    try (shell) {
      for (String line : lines) { // as JShell's tool does, which adds semicolons
        String source = shell.sourceCodeAnalysis().analyzeCompletion(line).source();
        shell.eval(source == null ? line : source);
      }
      return SessionText.current().lines();
    }
  }

  private static String file(String... lines) {
    List<SessionText.Line> text = typed(lines);
    String file = new SessionFile("Session", List.of("import java.util.*;"), text).text();
    assertThat(JavaCheck.error("Session", file)).as(file).isEmpty();
    return file;
  }

  private static List<String> script(String... lines) {
    List<String> script = SessionScript.of(typed(lines));
    try (JShell again = JShell.builder().executionEngine("local").build()) {
      script.forEach(line -> assertThat(again.eval(line))
          .as(line)
          .allMatch(event -> event.exception() == null && event.status() != Status.REJECTED));
    }
    return script;
  }

  @Test
  void hasWhatWentWellInOrder() {
    String[] typed = {
      "int a = 1",
      "a + 1 // more",
      "nonsense(",
      "throw new Exception(\"x\");",
      "a = $1",
      "a",
      "System.out.print(\"\")"
    };
    assertThat(script(typed))
        .containsExactly(
            "int a = 1;", "var $1 = a + 1; // more", "a = $1;", "System.out.print(\"\");");
    assertThat(file(typed))
        .contains("    int a = 1;\n    var $1 = a + 1; // more\n    a = $1;\n")
        .doesNotContain("static int");
  }

  @Test
  void makesFieldsOfWhatMethodsNeed() {
    String file = file(
        "import java.time.*;",
        "int[] a = {1, 2}",
        "int first() { return a[0] + plus(1); }",
        "int plus(int x) { return x; }",
        "class Pair { int x; }",
        "enum Color { RED }",
        "var n = first()",
        "var text = \"\"\"\n  a\n    b\n  \"\"\"",
        "java.nio.file.Files.readString(java.nio.file.Files.createTempFile(\"a\", null))");
    assertThat(file)
        .contains("import java.time.*;\n", "  static int[] a;\n", "    a = new int[] {1, 2};\n")
        .contains(
            "  static int first() {", "  static class Pair {", "\"\"\"\n  a\n    b\n  \"\"\"");
  }

  @Test
  void keepsTheValueOfWhatHasModifiers() {
    String[] typed = {
      "static final int Q = 9", "int q() { return Q; }", "/* so */ private static final int R = 8"
    };
    assertThat(file(typed)).contains("  static int Q;", "    Q = 9;", "R = 8;");
    assertThat(file(typed[0])).contains("    int Q = 9;").doesNotContain("static int Q");
  }

  @Test
  void takesASwitchThatGivesNothing() {
    String[] typed = {
      "int n=3",
      "private static final int Q = 9",
      "switch (n) { case 4 -> System.out.print(\"\"); default -> System.out.print(\"\"); }"
    };
    assertThat(file(typed)).contains("    int n=3;", "    int Q = 9;", "    switch (n) {");
  }

  @Test
  void saysThatAFileDoesNotCompile() {
    List<SessionText.Line> lines = typed("int a = 1");
    assertThat(new SessionFile("Session", List.of("import nonsense("), lines).text())
        .startsWith("// This does not compile as it is: line ");
  }

  @Test
  void keepsApartWhatWasDeclaredTwice() {
    String[] typed = {
      "int a = 1, b = 2;",
      "System.out.print(a + b)",
      "String a = \"x\"",
      "a.length()",
      "int f() { return 1; }",
      "int f() { return 2; }"
    };
    assertThat(script(typed)).startsWith("int a = 1, b = 2;", "System.out.print(a + b);");
    assertThat(file(typed)).contains("a_0", "return 2;").doesNotContain("return 1;");
  }

  @Test
  void declaresWhatCouldNotBeSet() {
    String[] typed = {"String s = List.of(\"a\").get(1)", "s = \"b\"", "s.length()"};
    assertThat(script("import java.util.List;", typed[0], typed[1], typed[2]))
        .containsExactly("import java.util.List;", "String s;", "s = \"b\";", "s.length();");
    assertThat(file("import java.util.List;", typed[0], typed[1])).contains("String s = null;");
  }

  @Test
  void hidesSecretsAndTalk() {
    String[] typed = {"String token = \"canary\"", "void help(String x) {}", "help(\"fork\")"};
    assertThat(script(typed)).startsWith("String token = \"***\";").hasSize(2);
    assertThat(file(typed)).doesNotContain("canary");
  }

  @Test
  void refusesWhatNoClassCanBeNamed() {
    for (String name : List.of("a b", "class", "a.b", "")) {
      assertThatThrownBy(() -> new SessionFile(name, List.of(), List.of()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("no name of a class");
    }
  }
}
