package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.repostore.ListRepos;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while clients create, fork, import, delete, push, mint and revoke: after
 * a restart there is all that was acknowledged and nothing half done.
 */
class KillTest {

  private static final String NAMESPACE = "default";
  private static final int CLIENTS = 4;
  private static final int MOST_ANSWERS = 60;
  private static final int MOST_MILLIS = 30;

  @TempDir
  Path data;

  @TempDir
  Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Ledger> ledgers = new ArrayList<>();
  private HttpServer remote;
  private URI source;
  private ObjectId sourceTip;

  @BeforeEach
  void serveSomethingToImport() throws IOException {
    Path repository = folder.resolve("source.git");
    BareFolder.make(repository, "main");
    try (Repository git = new FileRepository(repository.toFile())) {
      sourceTip = Committed.add(git, "refs/heads/main", "a", "to import");
    }
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.setExecutor(threads);
    remote.createContext("/", exchange -> {
      PublicServer.backend(folder, exchange);
      exchange.close();
    });
    remote.start();
    source = URI.create("http://127.0.0.1:" + remote.getAddress().getPort() + "/source.git");
    for (int i = 0; i < CLIENTS; i++) {
      ledgers.add(new Ledger(NAMESPACE));
    }
  }

  @AfterEach
  void stop() {
    remote.stop(0);
    threads.shutdownNow();
  }

  @Test
  void killedServerLosesNothingItAcknowledged() throws Exception {
    kill(4);
  }

  @Test
  @Tag("soak")
  void serverKilledAHundredTimesLosesNothingItAcknowledged() throws Exception {
    kill(100);
  }

  private void kill(int times) throws Exception {
    long seed = Long.getLong("repostore.test.seed", 1);
    Random random = new Random(seed);
    int answered = 0;
    for (int i = 0; i < times; i++) {
      answered += run(random);
      compare();
    }
    assertThat(answered).isGreaterThan(times);
    // Had anything been lost, or been left lying, it would not have come to this.
    System.out.printf(
        "seed %d: %d kills, %d acknowledged, %d repos compared at the end, 0 lost, 0 orphans%n",
        seed,
        times,
        answered,
        ledgers.stream().mapToInt(each -> each.repos.size()).sum());
  }

  /** How many requests were answered until the server was killed. */
  private int run(Random random) throws Exception {
    Semaphore answers = new Semaphore(0);
    List<Future<Integer>> clients = new ArrayList<>();
    try (HostProcess server = HostProcess.start(data)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(new BusyClient(
            i,
            ledgers.get(i),
            server,
            answers,
            http,
            folder,
            source,
            sourceTip,
            random.nextLong())));
      }
      awaitTheMoment(answers, clients.get(0), random);
      server.kill();
    }
    int answered = 0;
    for (Future<Integer> client : clients) {
      answered += client.get(60, TimeUnit.SECONDS);
    }
    return answered;
  }

  /** Some answers, and then some milliseconds, into what the clients ask next. */
  private static void awaitTheMoment(Semaphore answers, Future<Integer> client, Random random)
      throws Exception {
    answers.tryAcquire(random.nextInt(MOST_ANSWERS), 20, TimeUnit.SECONDS);
    try {
      // No client ends by itself unless something is wrong, and then this says what.
      client.get(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
    } catch (TimeoutException now) {
      // The moment.
    }
  }

  private void compare() throws Exception {
    try (Host host = Host.open(HostSettings.in(data))) {
      Set<String> names = new TreeSet<>();
      Set<String> ids = new TreeSet<>();
      for (Ledger ledger : ledgers) {
        ledger.compare(host);
        names.addAll(ledger.repos.keySet());
        ledger.repos.values().forEach(known -> ids.add(known.id));
      }
      Rows<RepoRow> rows = host.repos(NAMESPACE, ListRepos.all().withLimit(200), 1);
      assertThat(rows.items()).extracting(RepoRow::name).hasSameElementsAs(names);
      assertThat(rows.total()).isEqualTo(names.size());
      host.settle();
      assertThat(HostForkTest.below(data.resolve("tmp"))).isEmpty();
      assertThat(HostForkTest.below(data.resolve("trash"))).isEmpty();
      assertThat(ids).containsAll(checkedFolders());
    }
  }

  /** The ids of the repositories on the disk, in none of which anything is left lying. */
  private Set<String> checkedFolders() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (Path path : HostForkTest.below(data.resolve("repos"))) {
      String name = path.getFileName().toString();
      assertThat(name).doesNotEndWith(".lock").doesNotStartWith("incoming").doesNotEndWith(".tmp");
      if (name.endsWith(".git")) {
        ids.add(name.substring(0, name.length() - ".git".length()));
      }
    }
    return ids;
  }
}
