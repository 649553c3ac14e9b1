package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.CreateRepo;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir
  Path parent;

  @Test
  void folderAndMetadataAreForTheirOwnerAlone() throws IOException {
    Path data = parent.resolve("new/data");
    try (Host host = Host.open(HostSettings.in(data))) {
      host.create("acme", CreateRepo.named("web"));

      assertThat(permissions(data)).isEqualTo("rwx------");
      assertThat(permissions(data.resolve("metadata.db"))).isEqualTo("rw-------");
      assertThat(permissions(data.resolve("metadata.db-wal"))).isEqualTo("rw-------");
      assertThat(permissions(data.resolve("lock"))).isEqualTo("rw-------");
    }
  }

  @Test
  void folderWithSomebodysFilesIsLeftAsItIs() throws IOException {
    for (String file : new String[] {"tmp/mine", "trash/mine", "repos/a/mine", "metadata.db"}) {
      Path taken = parent.resolve(file.replace('/', '-'));
      Files.createDirectories(taken.resolve(file).getParent());
      Files.writeString(taken.resolve(file), "precious");

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> Host.open(HostSettings.in(taken)))
          .withMessageContaining(taken.getFileName().toString())
          .withMessageContaining("Choose an empty folder");
      assertThat(taken.resolve(file)).hasContent("precious");
      try (var files = Files.walk(taken)) {
        assertThat(files.filter(Files::isRegularFile)).containsExactly(taken.resolve(file));
      }
    }
  }

  @Test
  void emptyFolderIsTakenAndKnownAgain() throws IOException {
    Files.writeString(parent.resolve("api-token"), "a token put there beforehand");
    Host.open(HostSettings.in(parent)).close();
    Files.writeString(parent.resolve("notes"), "put there later");
    Host.open(HostSettings.in(parent)).close();
    assertThat(parent.resolve("repostore-data")).content().contains("data folder of RepoStore");
    assertThat(parent.resolve("notes")).exists();
  }

  @Test
  void markOfAnotherKindIsNone() throws IOException {
    Files.writeString(parent.resolve("repostore-data"), "somebody's own");
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> Host.open(HostSettings.in(parent)))
        .withMessageContaining("'repostore-data'");
  }

  @Test
  void fileIsNoFolder() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> Host.open(HostSettings.in(file)))
        .withMessageContaining("is a file")
        .satisfies(told -> assertThat(told.getMessage()).doesNotContain("Exception"));
  }

  @Test
  void secondHostInTheSameProcessIsTold() {
    try (Host first = Host.open(HostSettings.in(parent))) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(
              () -> Host.open(HostSettings.in(parent.resolve("../" + parent.getFileName()))))
          .withMessageContaining("this process")
          .withMessageContaining(parent.getFileName().toString());
      first.create("acme", CreateRepo.named("web"));
    }
    Host.open(HostSettings.in(parent)).close();
  }

  @Test
  void secondProcessIsToldWhoHasTheFolderAndWhereItListens() throws Exception {
    Process other = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("open");

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> Host.open(HostSettings.in(parent)))
          .withMessageContaining("process " + other.pid())
          .withMessageContaining("http://127.0.0.1:1234")
          .satisfies(e -> assertThat(e.retryable()).isTrue());
      assertThat(HostSettings.in(parent).servedAt()).contains(URI.create("http://127.0.0.1:1234"));
    } finally {
      other.getOutputStream().close();
      if (!other.waitFor(20, TimeUnit.SECONDS)) {
        other.destroyForcibly();
      }
    }
    assertThat(HostSettings.in(parent).servedAt()).isEmpty();
    Host.open(HostSettings.in(parent)).close();
  }

  @Test
  void whoAsksForAServerKeepsTheFolderAndMakesNone() throws Exception {
    Path data = parent.resolve("data");
    assertThat(HostSettings.in(data).servedAt()).isEmpty();
    assertThat(data).doesNotExist();
    try (Host host = Host.open(HostSettings.in(data))) {
      host.announce(URI.create("http://127.0.0.1:1234"));
      assertThat(HostSettings.in(data).servedAt()).isEmpty();
      host.create("acme", CreateRepo.named("web"));
    }
  }

  @Test
  void folderThatCannotBeMadeIsTold() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> Host.open(HostSettings.in(file.resolve("data"))))
        .withMessageContaining(file.toString());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Another process that has the folder until its input ends. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      try (Host host = Host.open(HostSettings.in(Path.of(arguments[0])))) {
        host.announce(URI.create("http://127.0.0.1:1234"));
        System.out.println("open");
        while (System.in.read() >= 0) {}
      }
    }
  }
}
