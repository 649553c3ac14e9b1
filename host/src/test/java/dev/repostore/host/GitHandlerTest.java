package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
