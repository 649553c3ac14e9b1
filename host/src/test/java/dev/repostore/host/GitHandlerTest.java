package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock git against the handler. */
class GitHandlerTest {

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitServing serving;
  private GitBinary git;

  @BeforeEach
  void serve() throws Exception {
    serving = GitServing.strict(data);
    git = new GitBinary(work);
  }

  @AfterEach
  void stop() throws Exception {
    serving.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void pushedCommitsAreCloned(int version) throws Exception {
    GitBinary spoken = git.with("protocol.version=" + version);
    spoken.ok("init", "--quiet", "--initial-branch=trunk", "a");
    GitBinary a = spoken.in(work.resolve("a"));
    String first = a.commit("src/main.txt", "one\n");
    a.ok("tag", "--annotate", "--message=v1", "v1");
    a.ok("push", "--quiet", "--follow-tags", serving.pushUrl(), "trunk");
    String second = a.commit("src/main.txt", "two\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");

    spoken.ok("clone", "--quiet", serving.url("web", serving.readToken), "b");
    GitBinary b = spoken.in(work.resolve("b"));
    assertThat(b.ok("rev-parse", "HEAD", "v1^{commit}").lines()).containsExactly(second, first);
    assertThat(b.ok("symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");
    assertThat(Files.readString(b.folder().resolve("src/main.txt"))).isEqualTo("two\n");

    String third = a.commit("other.txt", "three\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
    b.ok("pull", "--quiet");
    assertThat(b.ok("rev-parse", "HEAD")).isEqualTo(third);
    b.ok("fsck", "--strict");
  }

  @Test
  void cloneOfAnEmptyRepoGetsItsDefaultBranch() throws Exception {
    git.with("init.defaultBranch=other").ok("clone", "--quiet", serving.pushUrl(), "empty");
    GitBinary clone = git.in(work.resolve("empty"));

    assertThat(clone.ok("symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");
    String first = clone.commit("a", "1");
    clone.ok("push", "--quiet");
    assertThat(git.ok("ls-remote", serving.pushUrl()).lines())
        .containsExactly(first + "\tHEAD", first + "\trefs/heads/trunk");
  }

  private GitBinary repoWith(int commits) throws Exception {
    git.ok("init", "--quiet", "--initial-branch=trunk", "a");
    GitBinary a = git.in(work.resolve("a"));
    for (int i = 1; i <= commits; i++) {
      a.commit("dir/file" + i % 3 + ".txt", "text " + i + "\n");
    }
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
    return a;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void historyIsDeepenedByAsManyCommitsAsAsked(int version) throws Exception {
    repoWith(10);
    GitBinary spoken = git.with("protocol.version=" + version);
    spoken.ok("clone", "--quiet", "--depth=2", serving.pushUrl(), "b");
    GitBinary b = spoken.in(work.resolve("b"));
    assertThat(b.ok("rev-list", "--count", "HEAD")).isEqualTo("2");

    b.ok("fetch", "--quiet", "--deepen=3");
    assertThat(b.ok("rev-list", "--count", "HEAD")).isEqualTo("5");
    b.ok("fetch", "--quiet", "--depth=7");
    assertThat(b.ok("rev-list", "--count", "HEAD")).isEqualTo("7");
    b.ok("fetch", "--quiet", "--deepen=100");
    assertThat(b.ok("rev-list", "--count", "HEAD")).isEqualTo("10");
    b.ok("fsck");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void shallowCloneBecomesWhole(int version) throws Exception {
    GitBinary a = repoWith(5);
    GitBinary spoken = git.with("protocol.version=" + version);
    spoken.ok("clone", "--quiet", "--depth=1", serving.pushUrl(), "b");
    GitBinary b = spoken.in(work.resolve("b"));
    b.ok("fetch", "--quiet", "--unshallow");
    assertThat(b.ok("rev-list", "HEAD")).isEqualTo(a.ok("rev-list", "HEAD"));
  }

  @Test
  void blobsOfAPartialCloneComeWhenNeeded() throws Exception {
    repoWith(5);
    git.ok("clone", "--quiet", "--bare", "--filter=blob:none", serving.pushUrl(), "b");
    GitBinary b = git.in(work.resolve("b"));
    assertThat(b.ok("rev-list", "--objects", "--missing=print", "--all")).contains("?");

    assertThat(b.ok("cat-file", "blob", "trunk:dir/file2.txt")).isEqualTo("text 5");
  }

  @Test
  void treesOfAPartialCloneComeWhenNeeded() throws Exception {
    repoWith(5);
    git.ok("clone", "--quiet", "--filter=tree:0", "--no-checkout", serving.pushUrl(), "b");
    GitBinary b = git.in(work.resolve("b"));

    b.ok("checkout", "--quiet", "trunk");
    assertThat(Files.readString(b.folder().resolve("dir/file2.txt"))).isEqualTo("text 5\n");
  }

  @Test
  void anythingReachableCanBeFetchedByItsHash() throws Exception {
    GitBinary a = repoWith(5);
    String third = a.ok("rev-parse", "HEAD~2");
    String blob = a.ok("rev-parse", "HEAD~3:dir/file2.txt");
    git.ok("init", "--quiet", "--bare", "b");
    GitBinary b = git.in(work.resolve("b"));

    for (int version = 0; version <= 2; version++) {
      GitBinary spoken = b.with("protocol.version=" + version);
      spoken.ok("fetch", "--quiet", "--depth=1", serving.pushUrl(), third);
      spoken.ok("fetch", "--quiet", serving.pushUrl(), blob);
    }
  }

  /** As on a machine whose clock was set back. */
  @Test
  void whatARefLeadsToCanBeFetchedWhateverTheDates() throws Exception {
    GitBinary a = repoWith(1);
    String tree = a.ok("rev-parse", "HEAD^{tree}");
    String tip = "";
    String ahead = "";
    for (int i = 0; i < 14; i++) {
      long time = i < 3 ? 1_700_400_000L + i : i == 3 ? 1_700_500_000L : 1_700_000_000L + i;
      String person = "A <a@example.org> " + time + " +0000\n";
      String commit = "tree " + tree + "\n" + (tip.isEmpty() ? "" : "parent " + tip + "\n")
          + "author " + person + "committer " + person + "\nstep " + i + "\n";
      tip = a.runWith(commit, "hash-object", "-t", "commit", "-w", "--stdin")
          .succeeded()
          .line();
      ahead = i == 3 ? tip : ahead;
    }
    a.ok("push", "--quiet", serving.pushUrl(), tip + ":refs/heads/skewed");
    git.ok("init", "--quiet", "--bare", "b");
    GitBinary b = git.in(work.resolve("b"));
    b.ok("fetch", "--quiet", serving.pushUrl(), ahead);
    assertThat(b.ok("rev-list", "--count", ahead)).isEqualTo("4");
  }

  @Test
  void whatNoRefLeadsToCannotBeFetched() throws Exception {
    GitBinary a = repoWith(3);
    a.ok("checkout", "--quiet", "-b", "secret");
    String commit = a.commit("secret.txt", "password\n");
    String blob = a.ok("rev-parse", "HEAD:secret.txt");
    a.ok("push", "--quiet", serving.pushUrl(), "secret");
    a.ok("push", "--quiet", serving.pushUrl(), ":secret");
    git.ok("init", "--quiet", "--bare", "b");
    GitBinary b = git.in(work.resolve("b"));

    for (int version = 0; version <= 2; version++) {
      for (String id : new String[] {commit, blob, "1".repeat(40)}) {
        GitBinary.Run run =
            b.with("protocol.version=" + version).run("fetch", serving.pushUrl(), id);
        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("not our ref " + id);
      }
    }
  }

  /** As an import with a depth leaves it. */
  private NewRepo repoWithoutItsBeginning() throws Exception {
    repoWith(10);
    git.ok("clone", "--quiet", "--bare", "--depth=4", serving.pushUrl(), "cut");
    NewRepo made = serving.host.create("acme", CreateRepo.named("cut").withDefaultBranch("trunk"));
    try (Repository repository = serving.host.git(made.repo())) {
      Path from = work.resolve("cut");
      Path to = repository.getDirectory().toPath();
      try (Stream<Path> files = Files.list(from.resolve("objects/pack"))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(file, to.resolve("objects/pack").resolve(file.getFileName()));
        }
      }
      Files.copy(from.resolve("packed-refs"), to.resolve("packed-refs"));
      Files.copy(from.resolve("shallow"), to.resolve("shallow"));
    }
    return made;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void repoImportedWithADepthIsClonedAsFarAsItGoes(int version) throws Exception {
    NewRepo cut = repoWithoutItsBeginning();
    String url = serving.url("cut", cut.token().secret().reveal());
    GitBinary spoken = git.with("protocol.version=" + version);

    spoken.ok("clone", "--quiet", url, "b");
    GitBinary b = spoken.in(work.resolve("b"));
    assertThat(b.ok("rev-list", "--count", "HEAD")).isEqualTo("4");
    b.ok("fsck");

    spoken.ok("clone", "--quiet", "--depth=2", url, "c");
    GitBinary c = spoken.in(work.resolve("c"));
    assertThat(c.ok("rev-list", "--count", "HEAD")).isEqualTo("2");
    c.ok("fetch", "--quiet", "--deepen=1");
    assertThat(c.ok("rev-list", "--count", "HEAD")).isEqualTo("3");
    c.ok("fetch", "--quiet", "--depth=50");
    assertThat(c.ok("rev-list", "--count", "HEAD")).isEqualTo("4");

    String next = b.commit("new", "x\n");
    b.ok("push", "--quiet");
    c.ok("pull", "--quiet");
    assertThat(c.ok("rev-parse", "HEAD")).isEqualTo(next);
    c.ok("fsck");
  }
}
