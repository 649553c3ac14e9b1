package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  private static final List<String> NAMES = List.of("a", "b c", "d/\u00fc", "d/e/f");

  @TempDir
  Path root;

  private RealGit git;
  private Path folder;
  private Checkout checkout;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    git.run("config", "core.quotepath", "false");
    folder = git.folder();
    checkout = Checkout.open(Workspace.at(root), Path.of("work"));
  }

  @AfterEach
  void close() {
    checkout.close();
  }

  private void commit(String message) throws IOException {
    git.run("add", "-A");
    git.run("commit", "-q", "--allow-empty", "-m", message);
  }

  private void change(Random random, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path file = folder.resolve(NAMES.get(random.nextInt(NAMES.size())));
      Files.createDirectories(file.getParent());
      List<String> lines =
          Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
      int at = random.nextInt(lines.size() + 1);
      if (lines.size() > 5 && random.nextInt(3) == 0) {
        lines.remove(Math.min(at, lines.size() - 1));
      } else {
        lines.add(at, "unique " + random.nextInt());
      }
      Files.writeString(file, String.join("\n", lines) + (random.nextInt(9) == 0 ? "" : "\n"));
    }
  }

  private void randomHistory(int seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 8; i++) {
      change(random, 3);
      commit("trunk " + i);
    }
    git.run("switch", "-q", "-c", "side", "HEAD~4");
    for (int i = 0; i < 3; i++) {
      git.write("side" + i, "side " + i + "\n");
      change(random, 1);
      commit("side " + i);
    }
    git.run("switch", "-q", "trunk");
    git.code("merge", "-q", "--no-edit", "-X", "ours", "side");
    commit("merged");
    change(random, 2);
    commit("last\n\nwith a body");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void logAndBlameSayWhatGitSays(int seed) throws Exception {
    randomHistory(seed);
    for (String range : List.of(
        "HEAD", "side", "HEAD~3", "side..trunk", "trunk..side", "trunk...side", "HEAD~2..")) {
      assertThat(checkout.log(Log.of(range)))
          .extracting(Commit::hash)
          .as(range)
          .containsExactlyElementsOf(git.lines("log", "--format=%H", range));
      for (String path : List.of("a", "d", "d/\u00fc", "side1", "nowhere")) {
        assertThat(checkout.log(Log.of(range).withPaths(path)))
            .extracting(Commit::hash)
            .as(range + " -- " + path)
            .containsExactlyElementsOf(git.lines("log", "--format=%H", range, "--", path));
      }
    }
    assertThat(checkout.log(Log.head().withLimit(2).withSkip(1)))
        .extracting(Commit::hash)
        .containsExactlyElementsOf(git.lines("log", "--format=%H", "-n2", "--skip=1"));
    assertThat(checkout.log(Log.head().withPaths("d")))
        .allSatisfy(commit -> assertThat(String.join(" ", commit.parents()))
            .isEqualTo(git.run("log", "-1", "--format=%P", commit.hash())));
    for (String path : NAMES) {
      List<String> expected =
          git.lines("blame", "-s", "-l", "--root", "--porcelain", "HEAD", "--", path).stream()
              .filter(line -> line.matches("[0-9a-f]{40} .*"))
              .map(line -> line.substring(0, 40))
              .toList();
      assertThat(checkout.blame("HEAD", path))
          .extracting(BlamedLine::hash)
          .as(path)
          .isEqualTo(expected);
      assertThat(checkout.blame("HEAD", path))
          .extracting(BlamedLine::text)
          .isEqualTo(Files.readAllLines(folder.resolve(path)));
    }
  }

  private static List<String> numstat(Patch patch) {
    return patch.files().stream()
        .map(f -> (f.binary() ? "-\t-" : f.added() + "\t" + f.deleted()) + "\t"
            + f.change().path())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void diffsHaveGitsFiguresAndGitAppliesThem(int seed) throws Exception {
    randomHistory(seed);
    Diff diff = Diff.between("side", "trunk").withRenames(false);
    Patch patch = checkout.diff(diff);
    assertThat(numstat(patch))
        .containsExactlyInAnyOrderElementsOf(
            git.lines("diff", "--no-renames", "--histogram", "--numstat", "side", "trunk"));
    git.run("switch", "-q", "--detach", "side");
    git.bytes(patch.text().getBytes(StandardCharsets.UTF_8), "apply", "--index");
    assertThat(git.run("write-tree")).isEqualTo(git.run("rev-parse", "trunk^{tree}"));
    git.run("reset", "-q", "--hard");
    git.run("switch", "-q", "trunk");
    Random random = new Random(seed);
    change(random, 2);
    checkout.stageAll();
    change(random, 2);
    git.write("untracked", "x");
    for (Diff kind : List.of(Diff.staged(), Diff.unstaged(), Diff.uncommitted())) {
      String[] args = kind.equals(Diff.staged())
          ? new String[] {"diff", "--histogram", "--numstat", "--cached"}
          : kind.equals(Diff.unstaged())
              ? new String[] {"diff", "--histogram", "--numstat"}
              : new String[] {"diff", "--histogram", "--numstat", "HEAD"};
      assertThat(numstat(checkout.diff(kind))).isEqualTo(git.lines(args));
    }
  }

  @Test
  void aDiffTellsRenamesModesAndBinaries() throws Exception {
    git.write("old name", "1\n2\n3\n4\n5\n6\n7\n8\n");
    git.write("script", "#!/bin/sh\n");
    Files.write(folder.resolve("bytes"), new byte[] {0, 1, 2});
    git.write("link", "a file\n");
    commit("one");
    git.run("mv", "old name", "new");
    git.write("new", "1\n2\n3\n4\n5\n6\n7\nchanged\n");
    assertThat(folder.resolve("script").toFile().setExecutable(true)).isTrue();
    Files.write(folder.resolve("bytes"), new byte[] {0, 1, 3});
    Files.delete(folder.resolve("link"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("new"));
    commit("two");
    Patch patch = checkout.show("HEAD").patch();
    assertThat(patch.files())
        .extracting(f -> f.change().type() + " " + f.change().from() + " "
            + f.change().path() + " " + f.binary())
        .containsExactlyInAnyOrder(
            "MODIFIED null bytes true",
            "TYPE_CHANGED null link false",
            "RENAMED old name new false",
            "MODIFIED null script false");
    assertThat(patch.text())
        .contains("rename from old name", "old mode 100644\nnew mode 100755", "-8\n+changed");
    Patch cut = checkout.diff(Diff.between("HEAD~", "HEAD").withMaxBytes(100));
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.text()).hasSizeLessThanOrEqualTo(100).endsWith("\n");
    assertThat(patch.text()).startsWith(cut.text());
    assertThat(cut.files()).isEqualTo(patch.files());
    assertThat(checkout.diff(Diff.between("HEAD~", "HEAD").withMaxBytes(0)).text())
        .isEmpty();
    assertThat(checkout.show("HEAD~").patch().files()).hasSize(4);
    assertThat(checkout.diff(Diff.between("HEAD~", "HEAD").withPaths("script")).files())
        .hasSize(1);
  }

  @Test
  void filesAreReadFromCommits() throws Exception {
    git.write("d/a", "first\n");
    commit("one");
    git.write("d/a", "second\n");
    commit("two");
    try (Blob blob = checkout.file("HEAD~", "d/a")) {
      assertThat(blob.size()).isEqualTo(6);
      assertThat(blob.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("first\n");
    }
    for (String path : List.of("d", "nothing", "D/A")) {
      assertThatExceptionOfType(RevisionNotFoundException.class)
          .isThrownBy(() -> checkout.file("HEAD", path));
    }
    assertThatExceptionOfType(RevisionNotFoundException.class)
        .isThrownBy(() -> checkout.log(Log.of("nowhere..HEAD")));
    assertThatExceptionOfType(RevisionNotFoundException.class)
        .isThrownBy(() -> checkout.blame("HEAD", "nothing"));
  }

  @Test
  void beforeTheFirstCommitThereIsNothing() throws Exception {
    assertThat(checkout.log(Log.head())).isEmpty();
    assertThatExceptionOfType(RevisionNotFoundException.class)
        .isThrownBy(() -> checkout.show("HEAD"))
        .withMessageContaining("no commit yet");
    git.write("a", "1\n");
    checkout.stage("a");
    assertThat(checkout.diff(Diff.staged()).text()).contains("new file mode 100644", "+1");
    assertThat(checkout.branches().list()).isEmpty();
    assertThat(checkout.tags().list()).isEmpty();
  }

  @Test
  void notesTravelBothWays() throws Exception {
    commit("one");
    Notes notes = checkout.notes().by(new Person("Agent", "agent@example.org"));
    assertThat(notes.read("HEAD")).isEmpty();
    notes.add("HEAD", "The prompt");
    assertThat(git.run("notes", "show", "HEAD")).isEqualTo("The prompt");
    git.run("notes", "append", "-m", "by git", "HEAD");
    notes.append("HEAD", "by us\u00fc");
    assertThat(notes.read("HEAD")).contains("The prompt\n\nby git\n\nby us\u00fc\n");
    assertThat(git.run("notes", "show", "HEAD")).isEqualTo("The prompt\n\nby git\n\nby us\u00fc");
    assertThatExceptionOfType(RefRefusedException.class)
        .isThrownBy(() -> notes.add("HEAD", "again"));
    notes.replace("HEAD", "new");
    Notes others = checkout.notes("refs/notes/model/output").by(new Person("A", "a@b"));
    others.append("HEAD", "x");
    assertThat(git.run("notes", "--ref", "model/output", "show", "HEAD")).isEqualTo("x");
    assertThat(notes.read("HEAD")).contains("new\n");
    git.requireSoundAndClean();
  }

  /** No Git writes them, but other tools have, and strangers will. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tree %s\nauthor A\0B <a\0@b> 99999999999999999999 +9999\ncommitter <> \n\nhi\0 \033[31m\n",
        "tree %s\nencoding nonsense-\0\nauthor\n\nx",
        "tree %s\nauthor A <a@b> -99999999999 -9999\ncommitter A <a@b> 9999999999999 +0000\n\nx"
      })
  void aCommitThatSaysNonsenseIsRead(String text) throws Exception {
    git.write("a", "one\n");
    commit("one");
    odd(text);
    assertThat(checkout.log(Log.of("odd"))).hasSize(1);
    assertThat(checkout.show("odd").commit().parents()).isEmpty();
    Throwable blamed = catchThrowable(() -> checkout.blame("odd", "a"));
    assertThat(blamed == null || blamed instanceof CheckoutUnusableException).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree %s\n", "parent 0123\n\n", "tree %s\nparent x\n\n"})
  void aCommitThatIsNoneIsTold(String text) throws Exception {
    git.write("a", "one\n");
    commit("one");
    odd(text);
    assertThatExceptionOfType(GitException.class).isThrownBy(() -> checkout.log(Log.of("odd")));
    assertThatExceptionOfType(GitException.class).isThrownBy(() -> checkout.switchTo("odd"));
    assertThat(checkout.branches().list()).hasSize(2);
  }

  private void odd(String text) throws IOException {
    byte[] raw =
        text.replace("%s", git.run("rev-parse", "HEAD^{tree}")).getBytes(StandardCharsets.UTF_8);
    byte[] hash = git.bytes(raw, "hash-object", "-t", "commit", "--literally", "-w", "--stdin");
    Files.write(folder.resolve(".git/refs/heads/odd"), hash);
  }
}
