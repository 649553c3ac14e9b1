package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that never come to an end, and callers who do not wait for it. */
@Timeout(60)
class ImportPatienceTest extends ImportFixture {

  @Test
  void aRemoteThatTalksWithoutEndIsCutOff() throws IOException {
    fill();
    byte[] talk = ("ea64\u0002" + "z".repeat(59_999)).getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes("000dpackfile\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 20; i++) {
      answer.writeBytes(talk);
    }
    server.on("/src.git/git-upload-pack", exchange -> {
      if (server.requests.size() < 3) {
        PublicServer.backend(source.getParent(), exchange);
      } else {
        PublicServer.answer(RESULT, answer.toByteArray()).handle(exchange);
      }
    });

    assertThat(refused(request())).hasMessageContaining("more messages");
  }

  @Test
  void anEndlessListOfRefsIsCutOff() {
    server.on("/src.git/info/refs", exchange -> {
      exchange.getResponseHeaders().set("Content-Type", ADVERTISEMENT);
      exchange.sendResponseHeaders(200, 0);
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 1000; i++) {
        lines.append("%04x%040x refs/heads/%010d\n".formatted(4 + 40 + 1 + 11 + 10 + 1, i + 1, i));
      }
      exchange.getResponseBody().write(SERVICE);
      byte[] block = lines.toString().getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 2000; i++) {
        exchange.getResponseBody().write(block);
      }
    });

    assertThat(failure(request())).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  @Timeout(20)
  void aServerThatDripsIsGivenUpInTime() {
    CountDownLatch over = new CountDownLatch(1);
    server.on("/src.git/info/refs", exchange -> {
      exchange.getResponseHeaders().set("Content-Type", ADVERTISEMENT);
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(SERVICE, 0, SERVICE.length - 4);
      while (await(over, 50)) {
        exchange.getResponseBody().write("0009done\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
    });
    long before = System.nanoTime();

    StoreUnavailableException failure =
        (StoreUnavailableException) failure(request(), limits(1 << 20, 1 << 20, 1));
    over.countDown();

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.host().orElseThrow().code()).isEqualTo(10401);
    assertThat(failure).hasMessageContaining("not done after 1 seconds");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  @Timeout(20)
  void aServerThatSaysNothingIsGivenUpInTime() {
    CountDownLatch over = new CountDownLatch(1);
    server.on("/src.git/info/refs", exchange -> await(over, 30_000));

    RepoStoreException failure = failure(request(), limits(1 << 20, 1 << 20, 1));
    over.countDown();

    assertThat(failure.host().orElseThrow().code()).isEqualTo(10401);
  }

  @Test
  @Timeout(20)
  void interruptingCancels() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    server.on("/src.git/info/refs", exchange -> {
      asked.countDown();
      await(over, 30_000);
    });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread importing = new Thread(() -> {
      try {
        run(request());
      } catch (RepoStoreException stopped) {
        thrown.set(stopped);
        flag.set(Thread.currentThread().isInterrupted());
      }
    });
    importing.start();
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    importing.interrupt();
    importing.join(5_000);
    over.countDown();

    assertThat(thrown.get()).hasMessageContaining("was cancelled");
    assertThat(flag.get()).isTrue();
  }

  private static boolean await(CountDownLatch over, long millis) {
    try {
      return !over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      return false;
    }
  }
}
