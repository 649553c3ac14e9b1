package dev.repostore.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.repostore.InvalidRequestException;
import dev.repostore.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is blamed on what it is the fault of, and the advice fits. */
@Timeout(60)
class BlameTest {

  @TempDir
  Path folder;

  private WireFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder.resolve("fixture")).served();
  }

  @AfterEach
  void stop() {
    assertThat(fixture.store.alive()).isEmpty();
    fixture.close();
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNoRemotesFault() throws Exception {
    String denied = folder.resolve("shut/clone").toString();
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> fixture.remote.run("clone", Scope.READ, operation -> {
          throw new AccessDeniedException(denied);
        }))
        .withMessageContainingAll("'" + denied + "' cannot be written", "permission")
        .withMessageNotContaining("later");
    Path shut = Files.createDirectory(folder.resolve("shut"));
    assertThat(shut.toFile().setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(shut), "a superuser may write anywhere");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> fixture.remote.cloneInto(shut.resolve("clone")))
        .withMessageContaining("permission");
  }

  @Test
  void aFileInTheWayIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatExceptionOfType(FolderTakenException.class)
        .isThrownBy(() -> fixture.remote.cloneInto(file))
        .withMessageContaining("it is a file");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> fixture.remote.cloneInto(file.resolve("clone")))
        .withMessageContaining("'" + file)
        .withMessageNotContaining("later");
  }

  @Test
  void halfABareCloneIsToldFromOtherFiles() throws Exception {
    Path half = Files.createDirectories(folder.resolve("half/objects")).getParent();
    Files.createFile(half.resolve("description"));
    Files.createFile(half.resolve("objects/incoming_1.pack"));
    assertThatExceptionOfType(FolderTakenException.class)
        .isThrownBy(() -> fixture.remote.cloneInto(half, Clone.all().withBare()))
        .withMessageContaining("half a clone");
  }

  @Test
  void aCloneThatHasNotComeToItsEndIsNoWorkingCopy() {
    Workspace workspace = Workspace.at(folder);
    Path late = Path.of("late");
    List<String> meanwhile = new ArrayList<>();
    GitRemote watched = fixture.remote.withProgress(new Progress() {
      @Override
      public void update(String step, long done, long total) {
        meanwhile.add(
            String.valueOf(catchThrowable(() -> Checkout.open(workspace, late).close())));
        meanwhile.add(String.valueOf(catchThrowable(() -> Checkout.requireFree(workspace, late))));
      }
    });
    Checkout.clone(watched, workspace, late, Clone.all()).close();
    assertThat(meanwhile)
        .anyMatch(said -> said.contains("was not finished"))
        .anyMatch(said -> said.contains("half a clone"));
    assertThat(folder.resolve("late/.git/repostore-unfinished")).doesNotExist();
  }

  @Test
  void deadPortsUnknownHostsAndPlainPortsAreToldApart() throws Exception {
    int dead;
    try (ServerSocket socket = new ServerSocket(0)) {
      dead = socket.getLocalPort();
    }
    assertFails(
        "http://127.0.0.1:" + dead + "/x.git", "127.0.0.1:" + dead + " refuses connections");
    assertFails("https://no-such-host.invalid/x.git", "'no-such-host.invalid' is not known");
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> answerInPlainText(plain));
      server.start();
      assertFails(
          "https://127.0.0.1:" + plain.getLocalPort() + "/x.git", "speaks no TLS there", "http:");
      server.join();
    }
  }

  private static void answerInPlainText(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      socket.getInputStream().read(new byte[16 << 10]); // what is left unread resets the connection
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void assertFails(String url, String... words) {
    assertThatExceptionOfType(RemoteUnavailableException.class)
        .isThrownBy(() -> GitRemote.at(URI.create(url)).refs())
        .withMessageContainingAll(words)
        .withMessageNotContaining("later");
  }

  @Test
  void aUrlThatNamesNoRepoIsRefusedBeforeItIsAsked() {
    URI host = fixture.server.url().resolve("/");
    int before = fixture.server.requests().size();
    for (URI url : new URI[] {host, URI.create(host.toString().replaceFirst("/$", ""))}) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> GitRemote.at(url).refs())
          .withMessageContaining("names a host and no repo");
    }
    assertThat(fixture.server.requests()).hasSize(before);
    assertThatExceptionOfType(RemoteNotAllowedException.class)
        .isThrownBy(() -> GitRemote.at(URI.create("git/default/web.git")).refs())
        .withMessageContaining("does not begin with https:");
  }

  @Test
  void whatAProgressThrowsComesOutAsItIs() {
    RuntimeException own = new IllegalArgumentException("the bar is broken");
    for (boolean asked : new boolean[] {true, false}) {
      Progress broken = new Progress() {
        @Override
        public void update(String step, long done, long total) {
          assertThat(step).isNotBlank();
          if (!asked) {
            throw own;
          }
        }

        @Override
        public boolean cancelled() {
          if (asked) {
            throw own;
          }
          return false;
        }
      };
      Path clone = folder.resolve("clone");
      GitRemote remote = fixture.remote.withProgress(broken);
      assertThat(catchThrowable(() -> remote.cloneInto(clone))).isSameAs(own);
      assertThat(clone).doesNotExist();
      assertThat(catchThrowable(() -> remote.push(fixture.work, "trunk:new"))).isSameAs(own);
    }
  }

  @Test
  void aClosedSnapshotSaysSo() {
    Snapshot snapshot = fixture.remote.read(null);
    snapshot.close();
    snapshot.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(snapshot::files)
        .withMessageContaining("is closed");
  }

  @Test
  void aBareCheckoutIsRefusedBeforeAnythingIsDone() {
    int before = fixture.server.requests().size();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Checkout.clone(
            fixture.remote, Workspace.at(folder), Path.of("bare"), Clone.all().withBare()))
        .withMessageContaining("GitRemote.cloneInto");
    assertThat(folder.resolve("bare")).doesNotExist();
    assertThat(fixture.server.requests()).hasSize(before);
  }

  @Test
  void aFileIsNoLongerThanTheLimitAllows() {
    GitRemote remote = fixture.remote.withLimits(GitLimits.none().withFileBytes(1000));
    try (Snapshot snapshot = remote.read(null)) {
      assertThat(snapshot.file("a.txt")).isPresent();
      assertThatExceptionOfType(GitLimitException.class)
          .isThrownBy(() -> snapshot.file("b/c.bin"))
          .withMessageContaining("the file has 200000 bytes, more than the limit of 1000.");
    }
    assertThatExceptionOfType(GitLimitException.class)
        .isThrownBy(() -> remote.file("trunk", "b/c.bin"));
  }
}
