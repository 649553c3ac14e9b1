package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class DemoTest {

  @TempDir
  Path folder;

  @Test
  void playsTheGuideAnywhereAndCleansUp() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Map<String, String> bare = Map.of(
        "TERM", "dumb", "HOME", "/nowhere", "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);

    Repostore demo = Repostore.run(bare, folder, "demo");

    assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.lines().get(demo.lines().size() - 1))
        .isEqualTo("demo: 12 steps, all as expected");
    assertThat(demo.lines()).filteredOn(line -> line.startsWith("   = ")).hasSize(12);
    assertThat(demo.out()).contains("curl --request", "$ARTIFACTS_TOKEN").doesNotContain("art_v1_");
    assertThat(demo.out()).matches("[\\x20-\\x7e\\n]*");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.map(Path::getFileName)
              .map(Path::toString)
              .filter(name -> name.startsWith("repostore")))
          .isEmpty();
    }
  }

  @Test
  void cleansUpWhenItIsInterrupted() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process demo = Repostore.process(
            Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary), "demo")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    RealGit.endAfter(60, demo);
    try (BufferedReader out = demo.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.startsWith("   = ")) {
        line = out.readLine();
      }
      assertThat(left(temporary)).isNotEmpty();
      new ProcessBuilder("kill", "-INT", "" + demo.pid()).start().waitFor();
      assertThat(demo.waitFor()).isEqualTo(130);
    }
    assertThat(left(temporary)).isEmpty();
  }

  private static List<String> left(Path temporary) throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      return left.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("repostore"))
          .toList();
    }
  }

  @Test
  void neitherReadsNorWritesTheUsersGitSettings() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(home.resolve(".gitconfig"), "[broken");
    Map<String, String> user = Map.of(
        "HOME", home.toString(),
        "XDG_CONFIG_HOME", home.resolve("config").toString(),
        "JAVA_TOOL_OPTIONS", "-Duser.home=" + home);

    Repostore demo = Repostore.run(user, folder, "demo");

    assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve(".gitconfig"));
    }
  }

  @Test
  void saysThatGitIsMissing() throws Exception {
    Repostore demo = Repostore.run(Map.of("PATH", folder.toString()), folder, "demo");
    assertThat(demo.status()).isEqualTo(1);
    assertThat(demo.err()).contains("git 2.31 or newer is needed").doesNotContain("\tat ");
  }

  @Test
  void failsOnAHostThatRefusesToCreate() {
    assertThat(play(RepoStore::readOnly))
        .contains(
            "demo: step 1 (Create a repo) went wrong", "expected: starter-repo on branch main")
        .endsWith("status 1");
  }

  @Test
  void failsOnAHostThatOnlySaysItRevokes() {
    assertThat(play(DemoTest::revokingNothing))
        .contains(
            "demo: step 10 (Revoke the token for reading) went wrong", "came:     0 tokens revoked")
        .endsWith("status 1");
  }

  private static String play(UnaryOperator<RepoStore> broken) {
    StringWriter said = new StringWriter();
    CommandLine demo =
        Main.line(new Demo(broken)).setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    int status = demo.execute();
    demo.getErr().flush();
    return said + "status " + status;
  }

  private static RepoStore revokingNothing(RepoStore store) {
    return (RepoStore) Proxy.newProxyInstance(
        DemoTest.class.getClassLoader(),
        new Class<?>[] {RepoStore.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("revokeToken")) {
            return true;
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        });
  }
}
