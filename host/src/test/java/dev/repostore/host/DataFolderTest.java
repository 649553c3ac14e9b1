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
    } finally {
      other.getOutputStream().close();
      if (!other.waitFor(20, TimeUnit.SECONDS)) {
        other.destroyForcibly();
      }
    }
    Host.open(HostSettings.in(parent)).close();
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
