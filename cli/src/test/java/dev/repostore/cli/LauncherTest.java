package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose files the launcher takes, told by a Java that prints how it was started. */
@Timeout(60)
class LauncherTest {

  private static final Path LAUNCHER = Path.of("src/main/dist/bin/repostore").toAbsolutePath();

  @TempDir
  Path folder;

  private Path app;

  @BeforeEach
  void settle() throws IOException {
    folder = folder.toRealPath();
    app = folder.resolve("app");
    Files.createDirectories(app.resolve("bin"));
    Files.copy(LAUNCHER, app.resolve("bin/repostore"));
    Files.writeString(app.resolve("repostore-cli.jar"), "");
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.9\"\n");
  }

  private String start(Map<String, String> more) throws Exception {
    Map<String, String> environment =
        new HashMap<>(Map.of("JAVA_HOME", "" + folder.resolve("java"), "HOME", ""));
    environment.put("REPOSTORE_CLASS_ARCHIVE", "");
    environment.putAll(more);
    Repostore ended = Distribution.run(
        Distribution.process(app.resolve("bin/repostore"), folder, environment, "version"),
        folder,
        "");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    return ended.out();
  }

  private String name() {
    return ("" + app).replaceAll("[^A-Za-z0-9._]", "_");
  }

  /** An archive that is there, and newer than the command. */
  private Path archive(Path cache) throws IOException {
    Path archives = Files.createDirectories(cache.resolve("repostore").resolve(name()));
    return Files.writeString(archives.resolve("java-17.0.9_.jsa"), "classes");
  }

  @Test
  void takesTheArchiveOfItsUser() throws Exception {
    Path archive = archive(folder.resolve(".cache"));
    assertThat(start(Map.of("HOME", "" + folder)))
        .contains("-XX:SharedArchiveFile=" + archive + "\n")
        .contains("-Drepostore.launcher=" + app.resolve("bin/repostore") + "\n");
  }

  /** Else everybody could know where it is, and put something there before. */
  @Test
  void keepsNothingForAUserWithoutAHome() throws Exception {
    assertThat(start(Map.of())).doesNotContain("SharedArchiveFile").contains("-jar\n");
    assertThat(start(Map.of("XDG_CACHE_HOME", "relative"))).doesNotContain("SharedArchiveFile");
    assertThat(Path.of("/tmp/nobody/.cache/repostore").resolve(name())).doesNotExist();
    assertThat(Path.of("/.cache/repostore").resolve(name())).doesNotExist();
    assertThat(folder.resolve("relative")).doesNotExist();
  }

  @Test
  void takesNoFileThatIsALinkAndNoFolderThatIs() throws Exception {
    Path archive = archive(folder.resolve(".cache"));
    Path moved = Files.move(archive, folder.resolve("moved"));
    Files.createSymbolicLink(archive, moved);
    assertThat(start(Map.of("HOME", "" + folder))).doesNotContain("SharedArchiveFile");
    Files.delete(archive);
    Files.move(moved, archive);
    Path other = Files.createDirectories(folder.resolve("other/repostore"));
    Files.createSymbolicLink(other.resolve(name()), archive.getParent());
    assertThat(start(Map.of("XDG_CACHE_HOME", "" + other.getParent())))
        .doesNotContain("SharedArchiveFile");
  }

  @Test
  void takesNothingOfAnotherUser() throws Exception {
    assumeThat((int) Files.getAttribute(folder, "unix:uid")).as("only root can").isZero();
    Path archive = archive(folder.resolve(".cache"));
    Files.setAttribute(archive, "unix:uid", 65_534);
    assertThat(start(Map.of("HOME", "" + folder))).doesNotContain("SharedArchiveFile");
    Files.setAttribute(archive, "unix:uid", 0);
    Files.setAttribute(archive.getParent(), "unix:uid", 65_534);
    assertThat(start(Map.of("HOME", "" + folder))).doesNotContain("SharedArchiveFile");
  }

  /** Else files that Java opens would be in their place, such as all of its classes. */
  @Test
  void startsJavaWithStreamsThatAreThere() throws Exception {
    Path java = folder.resolve("java/bin/java");
    Files.writeString(java, """
        #!/bin/bash
        for fd in 0 1 2; do [ -e /dev/fd/$fd ] || exit 3; done
        ! read -r line && ! echo 1 && ! echo 2 >&2 || exit 4
        """);
    ProcessBuilder closed = Distribution.process(
        Path.of("/bin/sh"),
        folder,
        Map.of("JAVA_HOME", "" + folder.resolve("java")),
        "-c",
        "\"$0\" version <&- >&- 2>&-; echo $?",
        "" + app.resolve("bin/repostore"));
    assertThat(Distribution.run(closed, folder, "").out()).isEqualTo("0\n");
  }

  @Test
  void takesNoOptionForAPattern() throws Exception {
    Files.writeString(folder.resolve("-Dx=a"), "");
    assertThat(start(Map.of("REPOSTORE_JAVA_OPTS", "-Dx=* -Dy=b"))).contains("\n-Dx=*\n-Dy=b\n");
  }

  /** A lock is a file that may be a link to another one, which stays as it is. */
  @Test
  void emptiesNothingForALock() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Files.createSymbolicLink(folder.resolve("launcher.lock"), precious);
    Process bash = new ProcessBuilder(
            "bash", "-c", "of_a_checkout=true; . \"$0\"; lock \"$1\"", "" + LAUNCHER, "" + folder)
        .redirectErrorStream(true)
        .start();
    assertThat(bash.getInputStream().readAllBytes()).isEmpty();
    assertThat(bash.waitFor()).isZero();
    assertThat(precious).hasContent("precious");
  }
}
