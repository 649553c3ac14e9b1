package dev.repostore.host;

import static dev.repostore.host.GitCommand.fsck;
import static dev.repostore.host.GitCommand.git;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStatus;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MaintenanceTest {

  @TempDir
  Path temp;

  private final LiveRepos live = new LiveRepos();
  private Path folder;
  private Pusher pusher;
  private Repository repo;

  @BeforeEach
  void open() throws IOException {
    folder = temp.resolve("repo.git");
    BareFolder.make(folder, "main");
    repo = new BareRepository(folder.toFile());
    pusher = new Pusher(temp.resolve("client"), live.use("one"));
  }

  @AfterEach
  void close() {
    pusher.close();
    repo.close();
  }

  @Test
  void aPushThatBringsMuchGetsItsBitmapSoon() throws Exception {
    try (Maintenance maintenance = new Maintenance(this::opened, live, Clock.systemUTC())) {
      pusher.large().push(repo, "main");
      maintenance.pushed(row("one"));

      await(() -> count(".bitmap") == 1);
    }
    fsck(folder);
  }

  @Test
  void packsDoNotPileUpWhilePushesComeIn() throws Exception {
    try (Maintenance maintenance = new Maintenance(this::opened, live, Clock.systemUTC())) {
      for (int i = 0; i < 2 * Maintenance.PUSHES; i++) {
        pusher.push(repo, "main");
        maintenance.pushed(row("one"));
      }
      await(() -> LooseFiles.all(folder).size() < Tidy.SOME_OBJECTS);
      assertThat(count(".pack")).isLessThan(8);
    }
    fsck(folder);
    assertThat(git(folder, "rev-parse", "main")).isEqualTo(pusher.tip().name());
  }

  @Test
  void oneRepoThatCannotBeOpenedIsNoTroubleForOthers() throws Exception {
    CountDownLatch tried = new CountDownLatch(1);
    try (Maintenance maintenance = new Maintenance(
        row -> {
          if (row.name().equals("gone")) {
            tried.countDown();
            throw HostErrors.repoNotFound("gone");
          }
          if (row.name().equals("broken")) {
            throw new IllegalStateException("on purpose");
          }
          return opened(row);
        },
        live,
        Clock.systemUTC())) {
      maintenance.pushed(row("gone"));
      maintenance.pushed(row("broken"));
      assertThat(tried.await(20, TimeUnit.SECONDS)).isTrue();

      pusher.large().push(repo, "main");
      maintenance.pushed(row("one"));

      await(() -> count(".bitmap") == 1);
    }
  }

  @Test
  void closingIsQuickAndFinal() throws Exception {
    Maintenance maintenance = new Maintenance(this::opened, live, Clock.systemUTC());
    pusher.large().push(repo, "main");
    maintenance.pushed(row("one"));

    long before = System.nanoTime();
    maintenance.close();
    maintenance.pushed(row("one"));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    fsck(folder);
  }

  @RepeatedTest(2)
  void killedAtAnyMomentNothingIsLost() throws Exception {
    killedNothingIsLost();
  }

  @RepeatedTest(50)
  @Tag("soak")
  void killedManyTimesNothingIsLost() throws Exception {
    killedNothingIsLost();
  }

  private void killedNothingIsLost() throws Exception {
    for (int i = 0; i < 25; i++) {
      pusher.push(repo, "main");
    }
    pusher.large().push(repo, "main");
    Process process = new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TidyForEver.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("at work");
      process.waitFor(System.nanoTime() % 700, TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }

    fsck(folder);
    clean();
    TestClock clock = new TestClock(Instant.now());
    try (BareRepository after = new BareRepository(folder.toFile())) {
      for (int i = 0; i < 6; i++) {
        new Tidy(after, new LiveRepos().use("x"), clock, NullProgressMonitor.INSTANCE).run(true);
        clock.advance(Duration.ofMinutes(1));
      }
    }
    assertThat(count(".pack")).isEqualTo(1);
    assertThat(count("_tmp")).isZero();
    assertThat(git(folder, "rev-list", "--count", "main")).isEqualTo("26");
    fsck(folder);
  }

  /** As after a start. */
  private void clean() throws IOException {
    Path shelf = Files.createDirectories(temp.resolve("repos/aa"));
    Path there = Files.move(folder, shelf.resolve("aaaa.git"));
    Trash trash = new Trash(Files.createDirectory(temp.resolve("trash")), new Ids());
    new Recovery(temp.resolve("repos"), trash, id -> true).all();
    trash.close();
    Files.move(there, folder);
  }

  /** A process that repacks without end, to be killed. */
  static final class TidyForEver {

    private TidyForEver() {}

    public static void main(String[] arguments) throws IOException {
      TestClock clock = new TestClock(Instant.now());
      try (BareRepository repo = new BareRepository(new File(arguments[0]))) {
        System.out.println("at work");
        while (true) {
          new Tidy(repo, new LiveRepos().use("x"), clock, NullProgressMonitor.INSTANCE).run(true);
          for (Path bitmap : files(Path.of(arguments[0]), ".bitmap")) {
            Files.deleteIfExists(bitmap);
          }
          clock.advance(Duration.ofMinutes(1));
        }
      }
    }
  }

  private Repository opened(RepoRow row) {
    try {
      return new BareRepository(folder.toFile());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static RepoRow row(String name) {
    Instant now = Instant.now();
    return new RepoRow(
        name, "default", name, null, "main", now, now, null, null, false, RepoStatus.READY);
  }

  private long count(String suffix) throws IOException {
    return files(folder, suffix).size();
  }

  private static List<Path> files(Path repository, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(PackFiles.folder(repository))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .toList();
    }
  }

  private static void await(Condition condition) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 600; i++) {
      if (condition.holds()) {
        return;
      }
      assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    throw new AssertionError("waited for 30 seconds in vain");
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
