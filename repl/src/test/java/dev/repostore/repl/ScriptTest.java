package dev.repostore.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AccessRefusedException;
import dev.repostore.RepoStores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

  @TempDir
  Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private PrintStream before;

  @BeforeEach
  void listen() {
    before = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
  }

  @AfterEach
  void leave() {
    System.setOut(before);
  }

  private int run(StoreOpener opener, String text, String... arguments) {
    return new Script("s.jsh", text, new PrintStream(err, true, UTF_8))
        .run(opener, List.of(arguments));
  }

  private int run(String text, String... arguments) {
    return run(store -> RepoStores.open("repostore:local:" + folder), text, arguments);
  }

  /** Lines are parted by {@code ¶}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "print(1);¶print(nope);¶print(2);         | 1 | 2: cannot find symbol; symbol:   variable nope",
        "print(1);¶int f() {                      |   | 2: The script ends in the middle",
        "print(1)¶¶print(2)¶int x = `;            | 1¶2 | 4: ",
        "int f() {¶  return \"x\";¶}¶print(1);    |   | 2: incompatible types",
        "int f() { return g(); }¶print(1);        | 1 | 1: 'f' refers to what is not there: method g()",
        "int f() { return g(); }¶print(f());      |   | 1: 'f' refers to what is not there: method g()",
        "int f() {¶  // g¶  return g(1);¶}¶print(1); | 1 | 3: 'f' refers to what is not there: method g(int)",
        "void f() {¶¶  print(nope);¶}¶f();        |   | 3: 'f' refers to what is not there: variable nope",
        "class A {¶  Nope b;¶}¶print(1);          | 1 | 2: 'A' refers to what is not there: class Nope",
        "Files.readString(Path.of(\"/nope/a\"))   |   | 1: java.nio.file.NoSuchFileException: /nope/a",
        "int r(int n) { return r(n + 1) + 1; }¶r(0); | | 1: java.lang.StackOverflowError",
        "throw new Error();                       |   | 1: java.lang.Error",
        "print(1); print(2);¶¶  fork(¶ \"a\",¶ \"b\"); | 1¶2 | 3: There is no repo named 'a'. repos() shows those there are.",
        "void f() {¶¶  fork(\"a\", \"b\");¶}¶// f¶f(); | | 3: There is no repo named 'a'.",
        "print(new int[] {1, 2}¶  [2]);           |   | ArrayIndexOutOfBoundsException",
        "/set feedback silent                     |   | 1: '/set' is a command of JShell's own",
        "/exit \"x\"                              |   | 1: '/exit' takes a whole number",
      })
  void stopsAtTheFirstFailureAndSaysWhere(String text, String printed, String complaint) {
    assertThat(run(text.replace('¶', '\n'))).isEqualTo(1);
    assertThat(err.toString(UTF_8).lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("s.jsh:").contains(complaint));
    assertThat(out.toString(UTF_8).strip())
        .isEqualTo(printed == null ? "" : printed.replace('¶', '\n'));
  }

  @Test
  void takesWhateverJShellTakes() {
    String script = String.join(
        "\r\n",
        "\uFEFF#!/usr/bin/env -S repostore run",
        "// Forward: B comes later.",
        "class A { int f() { return B.g(); } }",
        "class B { static int g() { return 3; } }",
        "print(new A().f())",
        "record Point(int x, String y) {}",
        "@FunctionalInterface interface Go { int go(int x); }",
        "Go twice = x -> {",
        "  return 2 * x;",
        "};",
        "print(twice.go(4)); print(List.of(1, 2)",
        "    .stream().mapToInt(x -> x).sum());",
        "String text = \"\"\"",
        "  a",
        "    b\"\"\";",
        "print(text)",
        "1 + 1",
        "print(args[0] + args.length)",
        "print(new Point(7, \"seven\"))",
        "print(args) // the end");
    assertThat(run(script, "one", "--two")).as(err.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("""
            3
            8
            3
            a
              b
            one2
            FIELD  VALUE
            x      7
            y      seven
            VALUE
            one
            --two
            """);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',0", "// nothing,0", "/exit,0", "/exit 3,3", "int n = 4;¶/exit n + 1,5"})
  void endsWithTheStatusOfTheScript(String text, int status) {
    assertThat(run(text.replace('¶', '\n'))).isEqualTo(status);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void hasAStatusOfItsOwnForARefusedCredential() {
    int status = run(
        store -> {
          throw new AccessRefusedException("art_v1_canary is refused. Mint another token.");
        },
        "print(1);\nCompletableFuture.supplyAsync(() -> repos()).get();");
    assertThat(status).isEqualTo(Failure.REFUSED);
    assertThat(err.toString(UTF_8)).isEqualTo("s.jsh:2: *** is refused. Mint another token.\n");
  }

  @Test
  void usesTheStoreWithWords() {
    int status = run("""
        create("a");
        commitFiles("a", "main", "First", file("p", "text"));
        var token = mint("a", READ, ofHours(1));
        print(token);
        print(repos());
        print(cat("a", "p"));
        print(tokens("a").size());
        """);
    assertThat(status).as(err.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8))
        .contains("***", "NAME", "text\n")
        .doesNotContain("art_v1_")
        .endsWith("text\n2\n");
  }
}
