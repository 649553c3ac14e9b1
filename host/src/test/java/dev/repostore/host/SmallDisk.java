package dev.repostore.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real file system of a few megabytes, in memory, that can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {

  private final Path place;
  private final Path filler;

  private SmallDisk(Path place) {
    this.place = place;
    this.filler = place.resolve("filler");
  }

  /** Skips the test where nobody may mount one: that takes root, and Linux. */
  static SmallDisk at(Path place, int megabytes) throws IOException, InterruptedException {
    String size = "size=" + megabytes + "m";
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", size, "repostore-test", place.toString()),
        "a file system can be mounted (another test fills up without one)");
    return new SmallDisk(place);
  }

  Path data() {
    return place.resolve("data");
  }

  /** Leaves no more than so many bytes. */
  void fill(long left) throws IOException {
    long room = Files.getFileStore(place).getUsableSpace() - left;
    byte[] block = new byte[4 << 10];
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // To the last byte, whatever the file system says there is.
      for (long done = 0; left == 0 || done < room; done += block.length) {
        out.write(block);
      }
    } catch (IOException full) {
      if (!DiskFull.caused(full)) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (!run("umount", place.toString())) {
      run("umount", "-l", place.toString());
    }
  }
}
