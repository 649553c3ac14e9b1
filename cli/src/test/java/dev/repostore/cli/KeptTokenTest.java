package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTokenTest {

  @TempDir
  Path folder;

  @Test
  void isMadeOnceForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("new/deep/api-token");

    Secret made = KeptToken.madeIn(file);

    assertThat(made.reveal()).matches("repostore_[0-9a-f]{64}");
    assertThat(KeptToken.madeIn(file)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void firstStartsAtTheSameTimeAgree() throws Exception {
    Path file = folder.resolve("api-token");
    int starts = 8;
    CyclicBarrier together = new CyclicBarrier(starts);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(starts);
    try {
      Callable<Boolean> start = () -> {
        together.await();
        return seen.add(KeptToken.madeIn(file).reveal());
      };
      for (Future<Boolean> done :
          pool.invokeAll(Stream.generate(() -> start).limit(starts).toList())) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void saysWhoElseMayRead() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "abc\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(KeptToken.othersMayRead(file)).isTrue();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(KeptToken.othersMayRead(file)).isFalse();
  }

  @Test
  void refusesWhatIsNoToken() throws IOException {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> KeptToken.readFrom(absent))
        .hasMessage("Could not read the token in " + absent + ": there is no such file.");
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThatThrownBy(() -> KeptToken.readFrom(empty))
        .hasMessageStartingWith(empty + " must hold one token");
    Path occupied = Files.createFile(folder.resolve("occupied"));
    assertThatThrownBy(() -> KeptToken.madeIn(occupied.resolve("api-token")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("REPOSTORE_API_TOKEN");
  }
}
