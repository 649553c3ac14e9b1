package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as the build has made it, unpacked and started as users do. */
@Timeout(180)
class LauncherIT {

  private static final Map<String, String> ARCHIVED = Map.of("REPOSTORE_CLASS_ARCHIVE", "");

  @TempDir
  static Path shared;

  private static Distribution app;

  @TempDir
  Path folder;

  private Path home;

  @BeforeAll
  static void unpack() throws Exception {
    app = Distribution.unpack(shared);
  }

  @BeforeEach
  void settle() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
  }

  private ProcessBuilder launcher(
      Path launcher, Map<String, String> environment, String... arguments) {
    return Distribution.process(launcher, home, environment, arguments);
  }

  private Repostore start(
      Path launcher, Map<String, String> environment, String in, String... arguments)
      throws Exception {
    return Distribution.run(launcher(launcher, environment, arguments), folder, in);
  }

  private static Path launcher() {
    return app.launcher();
  }

  private static void isVersion(Repostore ended) {
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
    Path bin = Files.createSymbolicLink(folder.resolve("folder"), app.folder());
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

    Repostore wrong =
        start(launcher(), Map.of("JAVA_HOME", folder.resolve("old").toString()), "", "version");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err())
        .isEqualTo("repostore: Java 17 or newer is needed; " + java + " is 11.0.2.\n");

    Repostore none =
        start(launcher(), Map.of("JAVA_HOME", folder.resolve("no").toString()), "", "version");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("there is no bin/java in it").hasLineCount(1);

    Path bash = Path.of("/bin/bash");
    Repostore nowhere = start(
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

  /** As where an administrator has put it. */
  @Test
  void worksWhereItsOwnFolderCannotBeWritten() throws Exception {
    List<Path> folders;
    try (Stream<Path> all = Files.walk(app.folder())) {
      folders = all.filter(Files::isDirectory).toList();
    }
    Map<Path, FileTime> before = new HashMap<>();
    for (Path each : folders) {
      before.put(each, Files.getLastModifiedTime(each));
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    try {
      isVersion(start(launcher(), ARCHIVED, "", "version"));
      assertThat(archive()).isNotEmptyFile();
      // Root could write there all the same.
      for (Path each : folders) {
        assertThat(Files.getLastModifiedTime(each)).isEqualTo(before.get(each));
      }
    } finally {
      for (Path each : folders) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
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

  private Path archive() throws Exception {
    return Distribution.archive(home, "java-.*");
  }

  @Test
  void scriptsComeThroughAPipe() throws Exception {
    Repostore ended = start(
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
      there.put(path, Files.isRegularFile(app.folder().resolve(path)));
    }
    assertThat(there).doesNotContainValue(false);
    assertThat(Files.readString(app.folder().resolve("sbom.json")))
        .contains("\"CycloneDX\"", "pkg:maven/org.eclipse.jgit/org.eclipse.jgit@")
        .doesNotContain("junit");
    try (Stream<Path> jars = Files.list(app.folder().resolve("lib"))) {
      String licences = Files.readString(app.folder().resolve("licenses/THIRD-PARTY.txt"));
      jars.map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
          .filter(name -> !name.startsWith("repostore-"))
          .forEach(name -> assertThat(licences).contains(":" + name + ":"));
    }
  }
}
