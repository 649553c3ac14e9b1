package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CopyingTest {

  @TempDir
  Path folder;

  private WireFixture fixture;
  private TinyGitServer other;
  private GitRemote target;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
    other = new TinyGitServer(folder.resolve("other"));
    target = GitRemote.at(other.url());
  }

  @AfterEach
  void stop() {
    other.close();
    fixture.close();
  }

  @Test
  void everyRefIsCopiedNotesToo() throws Exception {
    fixture.remote.push(fixture.work, Push.of("HEAD:refs/notes/commits"));

    CopiedRefs copied = fixture.remote.copyTo(target);

    Map<String, String> there = new TreeMap<>(target.refs());
    Map<String, String> here = new TreeMap<>(fixture.remote.refs());
    assertThat(there.remove("HEAD")).isNotNull();
    here.remove("HEAD");
    assertThat(there).isEqualTo(here).containsKeys("refs/notes/commits", "refs/tags/v1");
    assertThat(copied.count()).isEqualTo(there.size());
    assertThat(copied.digest()).isEqualTo(digest(there));
    assertThat(fixture.store.alive()).isEmpty();
  }

  private static String digest(Map<String, String> refs) throws Exception {
    StringBuilder lines = new StringBuilder();
    refs.forEach((ref, commit) -> lines.append(commit + " " + ref + "\n"));
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256")
            .digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anEmptyRepoIsCopiedAsSuch() throws Exception {
    try (TinyGitServer empty = new TinyGitServer(folder.resolve("empty"))) {
      assertThat(GitRemote.at(empty.url()).copyTo(target).count()).isZero();
      assertThat(target.refs()).isEmpty();
    }
  }

  @Test
  void whatTheOtherHasOfItsOwnIsNotLost() throws Exception {
    fixture.remote.copyTo(target);
    Path theirs = folder.resolve("theirs");
    target.cloneInto(theirs);
    WireFixture.commit(theirs, "own", "own".getBytes(StandardCharsets.UTF_8));
    target.push(theirs, "HEAD:refs/heads/trunk");
    String own = target.refs().get("refs/heads/trunk");
    WireFixture.commit(fixture.work, "more", "more".getBytes(StandardCharsets.UTF_8));
    fixture.served();

    assertThatExceptionOfType(PushRejectedException.class)
        .isThrownBy(() -> fixture.remote.copyTo(target));

    assertThat(target.refs()).containsEntry("refs/heads/trunk", own);
  }

  @Test
  void aRefThatIsNotTheSameAfterwardsIsTold() {
    AtomicInteger requests = new AtomicInteger();
    other.whenAsked(() -> {
      if (requests.incrementAndGet() == 3) { // after the two of the push
        lose("refs/heads/side");
      }
    });

    assertThatExceptionOfType(RefRefusedException.class)
        .isThrownBy(() -> fixture.remote.copyTo(target))
        .withMessageContaining("refs/heads/side is not the same there: missing");
  }

  private void lose(String ref) {
    try {
      RefUpdate update = other.repository().updateRef(ref);
      update.setForceUpdate(true);
      assertThat(update.delete()).isEqualTo(RefUpdate.Result.FORCED);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
