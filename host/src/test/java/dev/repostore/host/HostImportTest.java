package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.repostore.AlreadyExistsException;
import dev.repostore.CreateRepo;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.RepoStatus;
import dev.repostore.RepoStoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostImportTest {

  @TempDir
  Path data;

  @TempDir
  Path served;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private HttpServer remote;
  private Host host;

  @BeforeEach
  void open() throws IOException {
    host = Host.open(HostSettings.in(data).withPrivateImports(true));
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.createContext("/slow.git", exchange -> {
      asked.countDown();
      await(answer);
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    });
    remote.createContext("/src.git", exchange -> {
      PublicServer.backend(served, exchange);
      exchange.close();
    });
    remote.start();
  }

  @AfterEach
  void close() {
    answer.countDown();
    remote.stop(0);
    host.close();
  }

  @Test
  void importedRepoHasTheHistoryAndIsReady() throws IOException {
    ObjectId tip;
    Path source = served.resolve("src.git");
    BareFolder.make(source, "trunk");
    try (Repository git = new FileRepository(source.toFile())) {
      Committed.add(git, "refs/heads/trunk", "a", "1");
      tip = Committed.add(git, "refs/heads/trunk", "a", "2");
    }

    NewRepo made = host.importRepo("acme", ImportRepo.from(url("/src.git"), "copy"));

    assertThat(made.repo().status()).isEqualTo(RepoStatus.READY);
    assertThat(made.repo().defaultBranch()).isEqualTo("trunk");
    assertThat(made.repo().source()).isEqualTo("git:" + url("/src.git"));
    assertThat(made.objects()).isNull();
    assertThat(host.find("acme", "copy")).contains(made.repo());
    assertThat(host.token(made.token().secret())).isPresent();
    try (Repository git = host.git(made.repo())) {
      assertThat(git.resolve("HEAD")).isEqualTo(tip);
    }
  }

  @Test
  void failedImportFreesTheNameAndLeavesNothing() throws Exception {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> host.importRepo("acme", ImportRepo.from(url("/nothing.git"), "copy")))
        .satisfies(e -> assertThat(e.field()).contains("url"));

    assertNothingLeft();
  }

  @Test
  void unfinishedImportHoldsItsNameAndInterruptionFreesIt() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread importing = new Thread(() -> {
      try {
        host.importRepo("acme", ImportRepo.from(url("/slow.git"), "copy"));
      } catch (RepoStoreException cancelled) {
        failure.set(cancelled);
      }
    });
    importing.start();
    await(asked);

    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> host.find("acme", "COPY"))
        .satisfies(e -> assertThat(e.host().orElseThrow().code()).isEqualTo(10302));
    assertThatExceptionOfType(AlreadyExistsException.class)
        .isThrownBy(() -> host.create("acme", CreateRepo.named("copy")));
    assertThat(host.repos("acme", ListRepos.all(), 1).items())
        .extracting(RepoRow::status)
        .containsExactly(RepoStatus.IMPORTING);

    importing.interrupt();
    importing.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(failure.get()).isInstanceOf(RepoStoreException.class);
    assertNothingLeft();
  }

  @Test
  void deletingCancelsAnImportAndLeavesNothing() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread importing = new Thread(() -> {
      try {
        host.importRepo("acme", ImportRepo.from(url("/slow.git"), "copy"));
      } catch (RepoStoreException cancelled) {
        failure.set(cancelled);
        interrupted.set(Thread.currentThread().isInterrupted());
      }
    });
    importing.start();
    await(asked);

    assertThat(host.delete("acme", "copy")).isPresent();
    assertThat(host.find("acme", "copy")).isEmpty();
    importing.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(failure.get()).isInstanceOf(NotFoundException.class);
    assertThat(interrupted).as("the caller's thread goes on").isFalse();
    assertNothingLeft();
  }

  private void assertNothingLeft() throws Exception {
    assertThat(host.find("acme", "copy")).isEmpty();
    assertThat(host.repos("acme", ListRepos.all(), 1).total()).isZero();
    host.settle();
    for (String folder : new String[] {"repos", "tmp", "trash"}) {
      assertThat(HostForkTest.below(data.resolve(folder))).isEmpty();
    }
    host.create("acme", CreateRepo.named("copy"));
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + remote.getAddress().getPort() + path);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}
