package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are put back as {@code git restore} puts them back. */
class RestoreTest {

  private static final List<String> NAMES =
      List.of("a", "crlf.txt", "d/b", "d/e/run", "d/link", "z \u00fc");

  @TempDir
  Path root;

  private RealGit git;
  private Path folder;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    folder = git.folder();
    git.write(".gitattributes", "*.txt eol=crlf\n");
    git.write("gone", "gone later\n");
    git.write("d/gone", "gone later\n");
    write("old");
    commit("one");
    git.run("rm", "-q", "gone", "d/gone");
    git.write("d/new", "new\n");
    write("new");
    commit("two");
  }

  private void write(String text) throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(folder.resolve(name));
      git.write(name, text + " " + name + "\n");
    }
    assertThat(folder.resolve("d/e/run").toFile().setExecutable(text.equals("new")))
        .isTrue();
    Files.delete(folder.resolve("d/link"));
    Files.createSymbolicLink(folder.resolve("d/link"), Path.of(text));
  }

  private void commit(String message) throws IOException {
    git.run("add", "-A");
    git.run("commit", "-q", "-m", message);
  }

  private Checkout open() {
    return Checkout.open(Workspace.at(root), Path.of("work"));
  }

  private void change(Random random) throws IOException {
    for (String name : List.of("a", "crlf.txt", "d/b", "d/e/run", "d/link", "d/new", "z \u00fc")) {
      Path file = folder.resolve(name);
      switch (random.nextInt(6)) {
        case 0 -> {
          Files.deleteIfExists(file);
          git.write(name, "changed\n");
        }
        case 1 -> Files.deleteIfExists(file);
        case 2 -> {
          Files.deleteIfExists(file);
          git.write(name, "staged\n");
          git.run("add", "--", name);
        }
        case 3 -> git.run("rm", "-q", "--cached", "--", name);
        case 4 -> git.write(name + ".untracked", "mine\n");
        default -> git.write("gone", "mine again\n");
      }
    }
  }

  /** All that can be seen: the index, and each file with its kind and its bytes. */
  private List<String> state() throws IOException {
    List<String> state = new ArrayList<>(git.parts("ls-files", "-s", "-z"));
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file :
          all.filter(f -> !f.startsWith(folder.resolve(".git"))).sorted().toList()) {
        String name = folder.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          state.add(name + " -> " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          state.add(name + (Files.isExecutable(file) ? "*" : "") + ": " + Files.readString(file));
        } else {
          state.add(name + "/");
        }
      }
    }
    return state;
  }

  private void copy(Path from, Path to) throws Exception {
    FileUtils.delete(to.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    int code =
        new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor();
    assertThat(code).isZero();
  }

  @Test
  void randomChangesAreGivenUpAsGitGivesThemUp() throws Exception {
    giveUpRandomChanges(1);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void moreRandomChangesAreGivenUpAsGitGivesThemUp(int seed) throws Exception {
    giveUpRandomChanges(seed);
  }

  private void giveUpRandomChanges(int seed) throws Exception {
    Random random = new Random(seed);
    Path before = root.resolve("before");
    change(random);
    copy(folder, before);
    for (String source : new String[] {null, "HEAD", "HEAD~1"}) {
      for (boolean staged : new boolean[] {false, true}) {
        for (String path : List.of("a", "crlf.txt", "d", "d/link", "d/e", "gone", "z \u00fc")) {
          if (staged && source == null) {
            continue; // git takes that for HEAD, and of the index alone
          }
          List<String> command = new ArrayList<>(List.of("restore", "--worktree"));
          if (source != null) {
            command.add("--source=" + source);
          }
          if (staged) {
            command.add("--staged");
          }
          command.addAll(List.of("--", path));
          git.code("update-index", "-q", "--refresh"); // or it would write what was only copied
          boolean done = git.code(command.toArray(String[]::new)) == 0;
          List<String> expected = state();
          copy(before, folder);
          Restore request = Restore.of(path);
          request = source == null ? request : request.from(source);
          restoreAs(staged ? request.withStaged() : request, done);
          assertThat(state()).as("%s", command).isEqualTo(expected);
          copy(before, folder);
        }
      }
    }
  }

  private void restoreAs(Restore request, boolean done) {
    try (Checkout checkout = open()) {
      if (done) {
        checkout.restore(request);
      } else {
        assertThatExceptionOfType(InvalidRequestException.class)
            .isThrownBy(() -> checkout.restore(request))
            .satisfies(e -> assertThat(e.field()).hasValue("paths"));
      }
    }
  }

  @Test
  void whatIsAsItWasIsLeftAlone() throws Exception {
    Path same = folder.resolve("d/b");
    FileTime then = FileTime.fromMillis(1_600_000_000_000L);
    Files.setLastModifiedTime(same, then);
    Files.writeString(folder.resolve("d/new"), "changed\n");
    try (Checkout checkout = open()) {
      checkout.restore("d");
    }
    assertThat(Files.getLastModifiedTime(same)).isEqualTo(then);
    assertThat(folder.resolve("d/new")).hasContent("new");
    git.requireSoundAndClean();
  }

  @Test
  void aConflictIsTakenFromACommitAlone() throws Exception {
    git.run("switch", "-q", "-c", "side", "HEAD~1");
    git.write("a", "side\n");
    commit("side");
    git.run("switch", "-q", "trunk");
    assertThat(git.code("merge", "side")).isEqualTo(1);
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.restore("a"))
          .satisfies(e -> assertThat(e.paths()).containsExactly("a"));
      checkout.restore(Restore.of("a").from("HEAD").withStaged());
      assertThat(checkout.status().conflicted()).isEmpty();
      assertThat(folder.resolve("a")).hasContent("new a");
    }
  }

  @Test
  void whatNobodyFollowsIsNotInTheWay() throws Exception {
    Files.delete(folder.resolve("a"));
    git.write("a/mine", "mine\n");
    FileUtils.delete(folder.resolve("d/e").toFile(), FileUtils.RECURSIVE);
    git.write("d/e", "mine\n");
    Files.delete(folder.resolve("z \u00fc"));
    try (Checkout checkout = open()) {
      for (String path : List.of("a", "d/e/run")) {
        assertThatExceptionOfType(UncommittedChangesException.class)
            .isThrownBy(() -> checkout.restore(path, "z \u00fc"));
      }
      assertThat(folder.resolve("a/mine")).hasContent("mine");
      assertThat(folder.resolve("d/e")).hasContent("mine");
      assertThat(folder.resolve("z \u00fc")).doesNotExist();
    }
  }

  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    Path outside = Files.createDirectories(root.resolve("outside"));
    FileUtils.delete(folder.resolve("d").toFile(), FileUtils.RECURSIVE);
    Files.createSymbolicLink(folder.resolve("d"), outside);
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(PathRefusedException.class).isThrownBy(() -> checkout.restore("d"));
      assertThatExceptionOfType(PathRefusedException.class)
          .isThrownBy(() -> checkout.restore("../outside"));
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void whatCannotBePutBackIsSaid() throws Exception {
    git.write("untracked", "mine\n");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> checkout.restore("untracked"))
          .withMessageContaining("'untracked'");
      assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> checkout.restore());
      assertThatExceptionOfType(RevisionNotFoundException.class)
          .isThrownBy(() -> checkout.restore(Restore.of("a").from("nowhere")));
    }
    assertThat(folder.resolve("untracked")).hasContent("mine");
  }
}
