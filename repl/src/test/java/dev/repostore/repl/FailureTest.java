package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.AccessRefusedException;
import dev.repostore.NotFoundException;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.git.Clone;
import dev.repostore.git.Diff;
import dev.repostore.git.GitRemote;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {

  @Test
  void partsWhatHappenedFromWhatToDo() {
    Failure failure =
        Failure.of(new NotFoundException("There is no repo 'a'. It was deleted. Make it again."));
    assertThat(failure.code()).isEqualTo(new NotFoundException("x").code());
    assertThat(failure.error()).isEqualTo("There is no repo 'a'. It was deleted.");
    assertThat(failure.fix()).isEqualTo("Make it again.");
    assertThat(failure.status()).isEqualTo(Failure.FAILED);
    assertThat(failure.paragraph())
        .isEqualTo("There is no repo 'a'. It was deleted. Make it again.");
  }

  @Test
  void hasAStatusOfItsOwnForARefusedCredential() {
    assertThat(Failure.of(new AccessRefusedException("The token is refused. Mint another."))
            .status())
        .isEqualTo(Failure.REFUSED);
  }

  /** Of the library's own texts, as they are today. */
  @Test
  void saysWhatToDoInWordsAndInCommands(@TempDir Path folder) {
    try (RepoStore store = RepoStores.open("repostore:local:" + folder)) {
      advises(() -> store.get("a"), "repos() shows", "'repostore repo list' shows");
      store.create("a");
      GitRemote remote = GitRemote.of(store.repo("a"));
      advises(
          () -> remote.cloneInto(folder.resolve("clone"), Clone.branch("no")),
          "GitRemote.of(repo(\"name\")).refs() shows",
          "a branch or a tag that is there");
      advises(
          () -> remote.diff(Diff.between("no", "main")),
          "GitRemote.of(repo(\"name\")).refs() shows",
          "a branch or a tag that is there");
    }
  }

  private static void advises(ThrowingCallable work, String words, String commands) {
    Failure failure = Failure.of(catchThrowable(work));
    assertThat(failure.inWords().paragraph()).contains(words).doesNotContain("list()", " list ");
    assertThat(failure.inCommands().paragraph()).contains(commands).doesNotContain("()", "open(");
  }

  @Test
  void isThatOfTheThreadThatFailed() {
    Throwable cause = new AccessRefusedException("The token is refused. Mint another.");
    assertThat(Failure.of(new ExecutionException(new CompletionException(cause))))
        .isEqualTo(Failure.of(cause));
  }

  @Test
  void saysWhatJavasOwnFailuresAre() {
    assertThat(Failure.of(new IllegalStateException("closed")).paragraph())
        .isEqualTo("IllegalStateException: closed");
    assertThat(Failure.of(new NullPointerException()).paragraph())
        .isEqualTo("java.lang.NullPointerException");
    assertThat(Failure.of(new NoSuchFileException("a")).error())
        .isEqualTo("java.nio.file.NoSuchFileException: a");
  }

  @Test
  void showsNoSecretAndMovesNoCursor() {
    Failure failure = Failure.of(new NotFoundException("art_v1_canary\u001b[2J is\nnot there."));
    assertThat(failure.paragraph()).isEqualTo("***{U+001B}[2J is not there.");
  }
}
