package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.repostore.artifacts.ArtifactsWire.Envelope;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class AheadTest {

  @Test
  void whatFailsEndsNothingButItsThread() throws Exception {
    Thread thread = Ahead.begin(() -> {
      throw new NoClassDefFoundError("missing");
    });
    assertThat(thread.isDaemon()).isTrue();
    thread.join();
    assertThat(ArtifactsJson.read("{\"success\":true}", ArtifactsWire.FailedAnswer.class))
        .isPresent();
  }

  @Test
  void whatHasBegunIsNotBegunAgain() throws Exception {
    Object work = new Object();
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      Ahead.once(work, () -> {
        begun.incrementAndGet();
        done.countDown();
      });
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).hasValue(1);
  }

  static Stream<Class<?>> answers() {
    return Arrays.stream(ArtifactsWire.class.getDeclaredClasses())
        .filter(kind -> kind.isRecord() && Envelope.class.isAssignableFrom(kind));
  }

  /** Nobody would hear of it if it did not. */
  @ParameterizedTest
  @MethodSource("answers")
  void gettingReadyForAnAnswerGoesWell(Class<?> kind) {
    assertThatNoException().isThrownBy(() -> ArtifactsJson.prepare(kind));
  }
}
