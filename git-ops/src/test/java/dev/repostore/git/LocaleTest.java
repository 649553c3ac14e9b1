package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java takes the spelling of file names from its locale, and a wrong one must not lose a file. */
class LocaleTest {

  @TempDir
  Path root;

  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    Files.writeString(git.folder().resolve("plain"), "1");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "one");
    git.run("switch", "-q", "-c", "unicode");
    Files.writeString(git.folder().resolve("\u00fcml\u00e4ut"), "1");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "two");
  }

  @Test
  void aLocaleWithoutUnicodeIsToldAndLosesNothing() throws Exception {
    assertThat(inLocale("C")).contains("refused").contains("LC_ALL=C.UTF-8");
    git.run("switch", "-q", "trunk");
    assertThat(inLocale("C")).contains("clean true").contains("refused").contains("LC_ALL=C.UTF-8");
    assertThat(git.run("branch", "--show-current")).isEqualTo("trunk");
    git.requireSoundAndClean();
  }

  @Test
  void aLocaleWithUnicodeWorks() throws Exception {
    git.run("switch", "-q", "trunk");
    assertThat(inLocale("C.UTF-8")).contains("clean true").contains("switched");
    git.requireSoundAndClean();
  }

  private String inLocale(String locale) throws Exception {
    ProcessBuilder java = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Child.class.getName(),
        root.toString());
    java.environment().put("LC_ALL", locale);
    java.redirectErrorStream(true);
    Process process = java.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return out;
  }

  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      try (Checkout checkout = Checkout.open(Workspace.at(Path.of(args[0])), Path.of("work"))) {
        System.out.println("clean " + checkout.status().clean());
        checkout.switchTo("unicode");
        System.out.println("switched " + List.of(checkout.status().clean()));
      } catch (GitException refused) {
        System.out.println(refused.getMessage());
      }
    }
  }
}
