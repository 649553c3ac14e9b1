package dev.repostore.mcp;

import static dev.repostore.mcp.HttpClientOf.TOKEN;
import static dev.repostore.mcp.HttpClientOf.messages;
import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.modern;
import static dev.repostore.mcp.TestMessages.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Secret;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many calls, many at a time, every other one of the other era. */
@Timeout(180)
class ManyCallsTest {

  private static final int CALLS = 10_000;
  private static final int BEFORE = 2_000;
  private static final int AT_ONCE = 16;
  /** Whoever kept what was asked or answered would need ten times as much. */
  private static final long MOST_BYTES = 1_000_000;

  @TempDir
  private Path folder;

  private final ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
  private TestTools tools;

  @BeforeEach
  void open() {
    tools = new TestTools(folder, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    senders.shutdownNow();
    tools.close();
  }

  @Test
  void overStandardInputAndOutput() throws Exception {
    try (StdioClient client = new StdioClient(tools.lanes()).initialized(Map.of())) {
      overStandardInputAndOutput(client, 1, BEFORE);
      long used = used();
      overStandardInputAndOutput(client, BEFORE + 1, BEFORE + CALLS);
      assertThat(client.unread()).isZero();
      assertThat(used() - used).isLessThan(MOST_BYTES);
      assertThat(threads("mcp-")).isLessThanOrEqualTo(32 + 1); // which watches them
    }
  }

  private void overStandardInputAndOutput(StdioClient client, int first, int last)
      throws Exception {
    Semaphore room = new Semaphore(AT_ONCE);
    Future<?> sending = senders.submit(() -> {
      for (int id = first; id <= last; id++) {
        room.acquire();
        client.send(echo(id));
      }
      return null;
    });
    BitSet answered = new BitSet();
    while (answered.cardinality() <= last - first) {
      Map<String, Object> answer = client.next();
      once(answered, answer);
      room.release();
    }
    sending.get();
  }

  @Test
  void overHttp() throws Exception {
    HttpOptions options = HttpOptions.loopback(Secret.of(TOKEN));
    HttpLimits limits = HttpLimits.STANDARD;
    try (HttpDoor door = HttpDoor.open(tools.lanes(), options, limits)) {
      HttpClientOf client = new HttpClientOf(door.url());
      String session = client.initialize(Map.of());
      overHttp(client, session, 1, BEFORE);
      long used = used();
      overHttp(client, session, BEFORE + 1, BEFORE + CALLS);
      assertThat(used() - used).isLessThan(MOST_BYTES);
      assertThat(threads("mcp-http")).isLessThanOrEqualTo(limits.calls() + 32);
    }
  }

  private void overHttp(HttpClientOf client, String session, int first, int last) throws Exception {
    AtomicInteger next = new AtomicInteger(first);
    BitSet answered = new BitSet();
    List<Future<?>> sending = new ArrayList<>();
    for (int sender = 0; sender < AT_ONCE; sender++) {
      sending.add(senders.submit(() -> {
        for (int id = next.getAndIncrement(); id <= last; id = next.getAndIncrement()) {
          Map<String, Object> echo = echo(id);
          HttpRequest.Builder request =
              isModern(id) ? client.modern(echo) : client.in(session, echo);
          List<Map<String, Object>> answer = messages(client.send(request));
          assertThat(answer).hasSize(1);
          assertThat(answer.get(0)).containsEntry("id", id);
          once(answered, answer.get(0));
        }
        return null;
      }));
    }
    for (Future<?> each : sending) {
      each.get();
    }
    assertThat(answered.cardinality()).isEqualTo(last - first + 1);
  }

  private static boolean isModern(int id) {
    return id % 2 == 0;
  }

  private static String said(int id) {
    return "text " + id + " ".repeat(1000);
  }

  private static Map<String, Object> echo(int id) {
    Map<String, Object> echo = call(id, "echo", Map.of("text", said(id)));
    return isModern(id) ? modern(echo) : echo;
  }

  /** An answer is to its question, and the only one. */
  private static void once(BitSet answered, Map<String, Object> answer) {
    int id = (Integer) answer.get("id");
    assertThat(text(answer)).isEqualTo(said(id));
    synchronized (answered) {
      assertThat(answered.get(id)).as("answered before: %s", id).isFalse();
      answered.set(id);
    }
  }

  /** What is finalized is gone only after the second time. */
  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .count();
  }
}
