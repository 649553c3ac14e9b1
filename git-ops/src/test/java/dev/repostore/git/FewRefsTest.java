package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fetch makes of the refs that changed. */
class FewRefsTest {

  @TempDir
  Path folder;

  private WireFixture fixture;
  private RealGit clone;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder.toRealPath()).served();
    Path ours = folder.toRealPath().resolve("ours");
    fixture.remote.cloneInto(ours);
    clone = new RealGit(ours);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private void push(String... refSpecs) {
    GitRemote.at(fixture.server.url()).push(fixture.work, refSpecs);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "3, false", "16, false", "17, true"})
  void aFewAreWrittenOneByOne(int count, boolean together) throws Exception {
    Path file = clone.folder().resolve(".git/packed-refs");
    String before = Files.readString(file);
    String[] specs = new String[count];
    for (int i = 0; i < count; i++) {
      specs[i] = "HEAD~1:refs/heads/topic/" + i;
    }
    push(specs);
    assertThat(fixture.remote.fetch(clone.folder(), Fetch.usual()))
        .hasSize(count)
        .allMatch(ref -> ref.change() == FetchedRef.Change.NEW);
    assertThat(!Files.readString(file).equals(before)).isEqualTo(together);
    assertThat(clone.run("for-each-ref", "refs/remotes/origin/topic").lines()).hasSize(count);
    assertThat(clone.run("reflog", "show", "origin/topic/0")).contains("fetch");
    clone.requireSoundAndClean();
  }

  @Test
  void oneThatIsInTheWayOfAnotherGoesFirst() throws Exception {
    push("HEAD:refs/heads/x");
    fixture.remote.fetch(clone.folder(), Fetch.usual());
    push(":refs/heads/x", "HEAD:refs/heads/y");
    push("HEAD:refs/heads/x/z");
    List<FetchedRef> changes =
        fixture.remote.fetch(clone.folder(), Fetch.usual().pruning());
    assertThat(changes)
        .extracting(ref -> ref.ref() + " " + ref.change())
        .containsExactlyInAnyOrder(
            "refs/remotes/origin/x DELETED",
            "refs/remotes/origin/x/z NEW",
            "refs/remotes/origin/y NEW");
    clone.requireSoundAndClean();
  }
}
