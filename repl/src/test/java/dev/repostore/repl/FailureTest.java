package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AccessRefusedException;
import dev.repostore.NotFoundException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

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
