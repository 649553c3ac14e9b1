package dev.repostore.mcp;

import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.map;
import static dev.repostore.mcp.TestMessages.modern;
import static dev.repostore.mcp.TestMessages.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStores;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How soon a cancelled call ends. */
@Timeout(120)
class CancelTest {

  private static final Duration SOON = Duration.ofMillis(100);
  /** The usual time counts, not the one when this machine was busy with something else. */
  private static final int TIMES = 21;

  @TempDir
  private Path folder;

  @Test
  void overStandardInputAndOutput() throws Exception {
    TestTools tools = new TestTools(folder, Clock.systemUTC());
    try (tools;
        StdioClient client = new StdioClient(tools.lanes()).initialized(Map.of())) {
      assertThat(usually(TIMES, () -> {
            Map<String, Object> wait = call(5, "wait", Map.of());
            client.send(wait);
            assertThat(tools.allWaiting(1)).isTrue();
            long asked = System.nanoTime();
            client.send(cancel(5));
            assertThat(tools.cancelled()).isTrue();
            return System.nanoTime() - asked;
          }))
          .isLessThan(SOON);
    }
  }

  @Test
  void overHttpInASession() throws Exception {
    TestTools tools = new TestTools(folder, Clock.systemUTC());
    try (tools;
        HttpDoor door = HttpDoor.open(tools.lanes(), TestDoor.OPTIONS, HttpLimits.STANDARD)) {
      HttpClientOf client = new HttpClientOf(door.url());
      String session = client.initialize(Map.of());
      assertThat(usually(TIMES, () -> {
            var waiting = client.sendAsync(client.in(session, call(5, "wait", Map.of())));
            assertThat(tools.allWaiting(1)).isTrue();
            long asked = System.nanoTime();
            client.send(client.in(session, cancel(5)));
            assertThat(tools.cancelled()).isTrue();
            long ended = System.nanoTime();
            assertThat(waiting.get().body()).doesNotContain("data");
            return ended - asked;
          }))
          .isLessThan(SOON);
    }
  }

  /** It hangs up, takes its token back, and leaves no folder. */
  @Test
  void aCloneOfARemoteThatIsSilent() throws Exception {
    try (SilentServer remote = new SilentServer();
        HostServer host = host(remote);
        Gate gate = gate(host);
        StdioClient client = new StdioClient(lanes(gate))) {
      asked(client, "create_repo", Map.of("name", "a"));
      int before = tokens(client);

      assertThat(usually(5, () -> {
            client.send(
                modern(call(2, "clone", Map.of("repo", "a", "folder", "a" + System.nanoTime()))));
            Socket asking = remote.asked();
            long asked = System.nanoTime();
            client.send(cancel(2));
            SilentServer.awaitEnd(asking);
            return System.nanoTime() - asked;
          }))
          .isLessThan(SOON);

      while (tokens(client) > before || clones() > 0) {
        Thread.onSpinWait(); // the question takes its time
      }
    }
  }

  private HostServer host(SilentServer remote) {
    return HostServer.start(
        HostSettings.in(folder.resolve("served")),
        ServerSettings.withToken(Place.API_TOKEN).withPublicUrl(remote.url()).withLog(line -> {}));
  }

  private Gate gate(HostServer host) {
    String url = "repostore:artifacts:acc/main?base-url=" + host.url() + "/client/v4";
    return new Gate(ServerOptions.of(
        "main", () -> RepoStores.open(url, Place.API_TOKEN), folder.resolve("work")));
  }

  private static Lanes lanes(Gate gate) {
    return new Lanes(new Features(gate, Registry.tools(gate.stores().names())), Clock.systemUTC());
  }

  private static int tokens(StdioClient client) throws Exception {
    return Desk.list(asked(client, "list_tokens", Map.of("repo", "a")), "tokens")
        .size();
  }

  private int clones() {
    return Objects.requireNonNull(folder.resolve("work").toFile().list()).length;
  }

  private static Map<String, Object> asked(
      StdioClient client, String tool, Map<String, Object> arguments) throws Exception {
    client.send(modern(call(1, tool, arguments)));
    Map<String, Object> result = result(client.next());
    assertThat(result).containsEntry("isError", false);
    return map(result.get("structuredContent"));
  }

  private static Map<String, Object> cancel(int id) {
    return Rpc.notification("notifications/cancelled", Map.of("requestId", id));
  }

  /** The median of so many times. */
  private static Duration usually(int times, Callable<Long> nanos) throws Exception {
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      taken.add(nanos.call());
    }
    Collections.sort(taken);
    return Duration.ofNanos(taken.get(times / 2));
  }
}
