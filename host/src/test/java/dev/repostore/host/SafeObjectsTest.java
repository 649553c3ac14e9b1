package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be pushed is what harms nobody who checks it out, on whatever system. */
class SafeObjectsTest {

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitServing serving;
  private GitBinary a;

  @BeforeEach
  void serve() throws Exception {
    serving = GitServing.strict(data);
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=trunk", "a");
    a = new GitBinary(work.resolve("a"));
  }

  @AfterEach
  void stop() throws Exception {
    serving.close();
  }

  private String push(String what) throws Exception {
    return a.run("push", serving.pushUrl(), what).output();
  }

  private String refs() throws Exception {
    return a.ok("ls-remote", serving.pushUrl());
  }

  private List<Path> objectFiles() throws IOException {
    try (Stream<Path> files = Files.walk(serving.folder().resolve("objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git...",
        ".git ",
        ".git::$INDEX_ALLOCATION",
        ".git\\x",
        "x\\.GIT",
        "GIT~1 .",
        ".g\u200cit",
        "\ufeff.git",
        ".gitmodules",
        ".GITMODULES ",
        "gitmod~1",
        "gi7eba~1",
        ".gitm\u200dodules"
      })
  void namesThatPassForGitsOwnAreRefused(String name) throws Exception {
    // A folder, for .gitmodules is to be a file.
    String sub = a.runWith("", "mktree").line();

    assertThat(push(committed("040000 tree " + sub + "\t" + name + "\0") + ":refs/heads/evil"))
        .contains("is refused");
    assertThat(objectFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git", ".github", "git~2", ".git-x", "gitmod", "x.git", "a\\b", "a:b", "\u00e9", "COM1",
        "x "
      })
  void namesThatOnlyLookOddAreTaken(String name) throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();

    push(committed("100644 blob " + blob + "\t" + name + "\0") + ":refs/heads/odd");

    assertThat(refs()).contains("refs/heads/odd");
    new GitBinary(serving.folder()).ok("fsck", "--strict", "--full");
  }

  @Test
  void namesThatDifferInCaseAloneAreTaken() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String entry = "100644 blob " + blob + "\t";

    push(committed(entry + "README\0" + entry + "readme\0") + ":refs/heads/both");

    assertThat(refs()).contains("refs/heads/both");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url = -u./x",
        "url = https://h/%0ahost=x",
        "url = ../../:x",
        "path = -x",
        "update = !sh"
      })
  void submodulesThatAreTrapsAreRefused(String line) throws Exception {
    String text = "[submodule \"x\"]\n\tpath = x\n\turl = https://h/\n\t" + line + "\n";
    for (String name : List.of(".gitmodules", ".GITMODULES", "gitmod~1")) {
      String blob = a.runWith(text, "hash-object", "-w", "--stdin").line();

      assertThat(push(committed("100644 blob " + blob + "\t" + name + "\0") + ":refs/heads/evil"))
          .contains("is refused");
    }
    assertThat(objectFiles()).isEmpty();
  }

  @Test
  void submodulesThatAreALinkAreRefused() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();

    assertThat(push(committed("120000 blob " + blob + "\t.gitmodules\0") + ":refs/heads/evil"))
        .contains("is not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\nodd \0header\n\nx\n", ""})
  void headersThatNoGitReadsAreRefused(String end) throws Exception {
    String tree = a.runWith("", "mktree").line();
    String who = "A <a@example.invalid> 1700000000 +0000";
    String commit = "tree " + tree + "\nauthor " + who + "\ncommitter " + who + end;
    String id = a.runWith(commit, "hash-object", "-w", "-t", "commit", "--literally", "--stdin")
        .line();
    Files.writeString(a.folder().resolve(".git/refs/heads/evil"), id + "\n");

    assertThat(push("refs/heads/evil")).contains("is refused");
  }

  private String committed(String entries) throws Exception {
    return a.ok("commit-tree", "-m", "x", a.runWith(entries, "mktree", "-z").line());
  }
}
