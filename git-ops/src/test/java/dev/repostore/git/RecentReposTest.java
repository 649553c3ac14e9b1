package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed behind a working copy that was closed is seen when it is opened again. */
final class RecentReposTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path root;

  private RealGit git;

  @BeforeEach
  void begin() throws IOException {
    git = made("copy");
    assertThat(status().clean()).isTrue();
  }

  private RealGit made(String name) throws IOException {
    RealGit made = RealGit.init(root.resolve(name), "main");
    made.write("file.txt", name + "\n");
    made.run("add", "-A");
    made.run("commit", "-q", "-m", "First of " + name);
    made.run("gc", "-q");
    return made;
  }

  private Checkout open() {
    return Checkout.open(Workspace.at(root), git.folder());
  }

  private Status status() {
    try (Checkout checkout = open()) {
      return checkout.status();
    }
  }

  private List<String> messages() {
    try (Checkout checkout = open()) {
      return checkout.log(Log.head()).stream()
          .map(commit -> commit.message().strip())
          .toList();
    }
  }

  @Test
  void commitsOfOthersAndPacksMadeAnew() throws IOException {
    for (int i = 0; i < 3; i++) {
      git.write("file.txt", "more " + i + "\n");
      git.run("commit", "-q", "-a", "-m", "More " + i);
      git.run(i == 1 ? new String[] {"repack", "-q", "-a", "-d"} : new String[] {"gc", "-q"});
      assertThat(messages()).hasSize(i + 2).startsWith("More " + i);
      assertThat(status().head()).isEqualTo(git.run("rev-parse", "HEAD"));
    }
    git.run("pack-refs", "--all");
    git.run("branch", "-m", "trunk");
    assertThat(status().branch()).isEqualTo("trunk");
  }

  @Test
  void settingsOfOthers() throws IOException {
    Path file = git.folder().resolve("file.txt");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    assertThat(status().unstaged()).hasSize(1);
    git.run("config", "core.fileMode", "false");
    assertThat(status().unstaged()).isEmpty();
    git.run("config", "core.repositoryFormatVersion", "9");
    assertThatThrownBy(this::open).isInstanceOf(CheckoutUnusableException.class);
    git.run("config", "--file", ".git/config", "core.repositoryFormatVersion", "0");
    assertThat(status().clean()).isTrue();
  }

  @Test
  void anotherRepoInItsPlace() throws IOException {
    RealGit other = made("other");
    Path folder = git.folder();
    Files.move(folder, root.resolve("moved"));
    Files.move(other.folder(), folder);
    assertThat(messages()).containsExactly("First of other");
    assertThat(status().clean()).isTrue();
  }

  @Test
  void aFolderThatIsGone() throws IOException {
    Files.move(git.folder(), root.resolve("moved"));
    assertThatThrownBy(this::open).isInstanceOf(CheckoutUnusableException.class);
  }

  @Test
  void twoAtOnceAndManyInTurn() throws IOException {
    List<Checkout> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(open());
    }
    for (Checkout each : open) {
      each.commit(CreateCommit.of("Empty").withAllowEmpty(true).withAuthor(ANN).withCommitter(ANN));
    }
    for (Checkout each : open) {
      assertThat(each.log(Log.head())).hasSize(4);
      each.close();
      each.close();
      assertThatThrownBy(each::status).isInstanceOf(CheckoutUnusableException.class);
    }
    RealGit first = git;
    for (int i = 0; i < 6; i++) {
      git = made("copy" + i);
      assertThat(messages()).containsExactly("First of copy" + i);
    }
    git = first;
    assertThat(messages()).hasSize(4);
  }
}
