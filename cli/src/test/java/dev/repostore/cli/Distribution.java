package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The distribution as the build has made it, unpacked where a folder's name has blanks in it. */
final class Distribution {

  private static final String JAVA = System.getProperty("java.home");

  private final Path app;

  private Distribution(Path app) {
    this.app = app;
  }

  static Distribution unpack(Path folder) throws IOException, InterruptedException {
    Path packed;
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      packed = files
          .filter(file -> file.getFileName().toString().matches("repostore-.*\\.tar\\.gz"))
          .findFirst()
          .orElseThrow();
    }
    Path place = Files.createDirectory(folder.resolve("with blanks in it"));
    Process tar = new ProcessBuilder(
            "tar", "xzf", packed.toAbsolutePath().toString(), "-C", place.toString())
        .inheritIO()
        .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> unpacked = Files.list(place)) {
      return new Distribution(unpacked.findFirst().orElseThrow());
    }
  }

  Path folder() {
    return app;
  }

  Path launcher() {
    return app.resolve("bin").resolve("repostore");
  }

  /**
   * A start of the launcher by a user with a home of their own, and nothing else.
   *
   * @param environment where a variable is empty, it is not set
   */
  static ProcessBuilder process(
      Path launcher, Path home, Map<String, String> environment, String... arguments) {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(REPOSTORE|CLOUDFLARE|ARTIFACTS|XDG)_.*|ACCOUNT_ID"));
    builder.environment().put("JAVA_HOME", JAVA);
    builder.environment().put("HOME", home.toString());
    // Or one would be made behind the test, in a folder that is taken away.
    builder.environment().put("REPOSTORE_CLASS_ARCHIVE", "none");
    environment.forEach((name, value) -> {
      if (value.isEmpty()) {
        builder.environment().remove(name);
      } else {
        builder.environment().put(name, value);
      }
    });
    return builder;
  }

  /** Starts one, and waits for its end. */
  static Repostore run(ProcessBuilder builder, Path folder, String in)
      throws IOException, InterruptedException {
    return Repostore.ended(builder, folder, Files.writeString(folder.resolve("in"), in), 120);
  }

  /** The archive of classes of that name; waits for who makes it behind the first start. */
  static Path archive(Path home, String name) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (System.nanoTime() < end) {
      try (Stream<Path> files = Files.walk(home)) {
        List<Path> found = files
            .filter(file -> file.getFileName().toString().matches(name + "\\.(jsa|aot)"))
            .toList();
        if (!found.isEmpty()) {
          return found.get(0);
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no archive was made in " + home);
  }
}
