package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as the build has made it, unpacked and started as users do. */
@Timeout(180)
class LauncherIT {

  private static final String JAVA = System.getProperty("java.home");
  private static final Map<String, String> ARCHIVED = Map.of("REPOSTORE_CLASS_ARCHIVE", "");

  @TempDir
  static Path shared;

  private static Path app;

  @TempDir
  Path folder;

  private Path home;

  /** How a start ended. */
  private record Ended(int status, String out, String err) {}

  @BeforeAll
  static void unpack() throws Exception {
    Path packed;
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      packed = files
          .filter(file -> file.getFileName().toString().matches("repostore-.*\\.tar\\.gz"))
          .findFirst()
          .orElseThrow();
    }
    Path place = Files.createDirectory(shared.resolve("with blanks in it"));
    Process tar = new ProcessBuilder(
            "tar", "xzf", packed.toAbsolutePath().toString(), "-C", place.toString())
        .inheritIO()
        .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> unpacked = Files.list(place)) {
      app = unpacked.findFirst().orElseThrow();
    }
  }

  @BeforeEach
  void settle() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
  }

  private ProcessBuilder launcher(
      Path launcher, Map<String, String> environment, String... arguments) {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("REPOSTORE_") || name.startsWith("XDG_"));
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

  private Ended start(
      Path launcher, Map<String, String> environment, String in, String... arguments)
      throws Exception {
    Path input = Files.writeString(folder.resolve("in"), in);
    Path err = folder.resolve("err");
    Process process = launcher(launcher, environment, arguments)
        .redirectInput(input.toFile())
        .redirectError(err.toFile())
        .start();
    RealGit.endAfter(120, process);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  private static Path launcher() {
    return app.resolve("bin").resolve("repostore");
  }

  private static void isVersion(Ended ended) {
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("repostore ").endsWith("\n").hasLineCount(1);
    assertThat(ended.status()).isZero();
  }

  @Test
  void startsFromAFolderWithBlanksAndThroughLinks() throws Exception {
    isVersion(start(launcher(), Map.of(), "", "version"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher());
    Path again = Files.createSymbolicLink(folder.resolve("rs"), Path.of("link"));
    isVersion(start(again, Map.of(), "", "version"));
    Path bin = Files.createSymbolicLink(folder.resolve("folder"), app);
    isVersion(start(bin.resolve("bin/repostore"), Map.of(), "", "version"));
    assertThat(link).isSymbolicLink();
  }

  @Test
  void findsTheJavaOnThePath() throws Exception {
    isVersion(start(launcher(), Map.of("JAVA_HOME", ""), "", "version"));
  }

  @Test
  void saysWhichJavaIsNeeded() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old/bin"));
    Path java = Files.writeString(old.resolve("java"), "#!/bin/sh\nexit 9\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");

    Ended wrong =
        start(launcher(), Map.of("JAVA_HOME", folder.resolve("old").toString()), "", "version");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err())
        .isEqualTo("repostore: Java 17 or newer is needed; " + java + " is 11.0.2.\n");

    Ended none =
        start(launcher(), Map.of("JAVA_HOME", folder.resolve("no").toString()), "", "version");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("there is no bin/java in it").hasLineCount(1);

    Path bash = Path.of("/bin/bash");
    Ended nowhere = start(
        bash,
        Map.of("JAVA_HOME", "", "PATH", folder.toString()),
        "",
        launcher().toString(),
        "version");
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(nowhere.err()).contains("none was found. Install a JDK").hasLineCount(1);
  }

  @Test
  void worksWhereNothingCanBeKept() throws Exception {
    isVersion(start(
        launcher(), Map.of("HOME", "/dev/null", "REPOSTORE_CLASS_ARCHIVE", ""), "", "version"));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void twoFirstStartsAtOnceLeaveOneArchiveThatIsUsed() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int at = 0; at < 2; at++) {
      processes.add(
          launcher(launcher(), ARCHIVED, "version").redirectErrorStream(true).start());
    }
    for (Process process : processes) {
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
          .startsWith("repostore ")
          .hasLineCount(1);
      assertThat(process.waitFor()).isZero();
    }
    Path archive = archive();
    assertThat(archive).isNotEmptyFile();
    try (Stream<Path> files = Files.list(archive.getParent())) {
      assertThat(files.filter(file -> file.getFileName().toString().contains(".jsa.")
              || file.getFileName().toString().contains(".aot.")))
          .isEmpty();
    }
    isVersion(start(launcher(), ARCHIVED, "", "version"));
  }

  /** Waits for who makes it behind the first start. */
  private Path archive() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (System.nanoTime() < end) {
      try (Stream<Path> files = Files.walk(home)) {
        List<Path> found = files
            .filter(file -> file.getFileName().toString().matches("java-.*\\.(jsa|aot)"))
            .toList();
        if (!found.isEmpty()) {
          return found.get(0);
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no archive was made in " + home);
  }

  @Test
  void scriptsComeThroughAPipe() throws Exception {
    Ended ended = start(
        launcher(),
        Map.of("TERM", "dumb", "NO_COLOR", "1", "COLUMNS", "60"),
        "create(\"a\"); print(repos());\n",
        "run",
        "-");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("NAME").contains("\na  ").doesNotContain("\u001b");
    assertThat(ended.status()).isZero();
  }

  @Test
  void everythingIsInIt() throws Exception {
    Map<String, Boolean> there = new HashMap<>();
    for (String path : List.of(
        "LICENSE",
        "CHANGELOG.md",
        "sbom.json",
        "licenses/THIRD-PARTY.txt",
        "examples/ten-agents.jsh",
        "examples/startup.jsh",
        "completion/repostore.bash",
        "completion/_repostore")) {
      there.put(path, Files.isRegularFile(app.resolve(path)));
    }
    assertThat(there).doesNotContainValue(false);
    assertThat(Files.readString(app.resolve("sbom.json")))
        .contains("\"CycloneDX\"", "pkg:maven/org.eclipse.jgit/org.eclipse.jgit@")
        .doesNotContain("junit");
    try (Stream<Path> jars = Files.list(app.resolve("lib"))) {
      String licences = Files.readString(app.resolve("licenses/THIRD-PARTY.txt"));
      jars.map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
          .filter(name -> !name.startsWith("repostore-"))
          .forEach(name -> assertThat(licences).contains(":" + name + ":"));
    }
  }
}
