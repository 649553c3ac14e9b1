package dev.repostore.host;

import static dev.repostore.host.GitCommand.fsck;
import static dev.repostore.host.GitCommand.git;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an import brings. */
@Timeout(60)
class ImporterTest extends ImportFixture {

  @Test
  void bringsEveryRefThatPeopleMadeAndTheRemotesHead() throws IOException {
    fill();

    assertThat(run(request()).defaultBranch()).isEqualTo("trunk");

    assertThat(git(target, "for-each-ref", "--format=%(refname) %(objectname)"))
        .isEqualTo(git(source, "for-each-ref", "--format=%(refname) %(objectname)")
            .replaceAll("(?m)^refs/pull/.*\\R", ""));
    assertThat(git(target, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");
    fsck(target);
    assertThat(Files.isRegularFile(target.resolve("packed-refs"))).isTrue();
  }

  @Test
  void aServerOfTheOldProtocolIsFine() throws IOException {
    fill();
    server.speakOldProtocol();

    assertThat(run(request()).defaultBranch()).isEqualTo("trunk");
    fsck(target);
  }

  @Test
  void underLiveQuirksTheDefaultBranchIsSaidToBeMain() throws IOException {
    fill();

    assertThat(run(request(), settings().withLiveQuirks(true)).defaultBranch()).isEqualTo("main");
    assertThat(git(target, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");
  }

  @Test
  void oneBranchComesAloneWithTheTagsInItsHistory() throws IOException {
    fill();

    assertThat(run(request().withBranch("side/x")).defaultBranch()).isEqualTo("side/x");

    assertThat(git(target, "for-each-ref", "--format=%(refname)").lines())
        .containsExactly("refs/heads/side/x", "refs/tags/light", "refs/tags/v1");
    assertThat(git(target, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/side/x");
    fsck(target);
  }

  @Test
  void aDepthCutsEveryTip() throws IOException {
    fill();

    run(request().withDepth(1));

    assertThat(git(target, "log", "--format=%s", "trunk")).isEqualTo("c3");
    assertThat(git(target, "rev-parse", "--is-shallow-repository")).isEqualTo("true");
    fsck(target);
    assertThat(new ContentReader(new FileRepository(target.toFile())).log(null, 10, 0))
        .hasSize(1);
  }

  @Test
  void aBranchAndADepthTogether() throws IOException {
    fill();

    run(request().withBranch("side/x").withDepth(1));

    assertThat(git(target, "for-each-ref", "--format=%(refname)").lines())
        .containsExactly("refs/heads/side/x", "refs/tags/light", "refs/tags/v1");
    assertThat(git(target, "log", "--format=%s", "side/x")).isEqualTo("c2");
    fsck(target);
  }

  @Test
  void anEmptyRemoteMakesAnEmptyRepo() {
    assertThat(run(request()).defaultBranch()).isEqualTo("main");
    assertThat(git(target, "for-each-ref")).isEmpty();
  }

  @Test
  void aMissingBranchIsNamed() throws IOException {
    fill();

    InvalidRequestException refused = refused(request().withBranch("nope"));

    assertThat(refused.field()).contains("branch");
    assertThat(refused).hasMessageContaining("'nope'");
  }
}
