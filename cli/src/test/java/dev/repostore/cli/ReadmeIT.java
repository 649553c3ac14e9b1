package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The front page, followed word for word by somebody new: a fresh clone, an empty Maven repository,
 * an empty home. Its command for the tests is the one this is run by. It fetches all libraries, so
 * it belongs to the long runs.
 */
@Tag("soak")
@Timeout(900)
class ReadmeIT {

  @TempDir
  Path folder;

  private Path project;
  private String page;

  @BeforeEach
  void cloneIt() throws Exception {
    Path here = Path.of("..").toAbsolutePath().normalize();
    assumeTrue(Files.exists(here.resolve(".git")), "this is no clone");
    Files.createDirectory(folder.resolve("home"));
    project = folder.resolve("project");
    assertThat(run(folder, "git", "clone", "-q", here.toString(), "project")).isEmpty();
    page = Files.readString(project.resolve("README.md"));
  }

  private Process start(Path where, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(REPOSTORE|XDG|GIT|MAVEN)_.*"));
    builder
        .environment()
        .putAll(Map.of(
            "HOME", folder.resolve("home").toString(),
            "JAVA_HOME", System.getProperty("java.home"),
            "MAVEN_OPTS", "-Dmaven.repo.local=" + folder.resolve("m2"),
            "GIT_CONFIG_GLOBAL", git().toString()));
    return builder.start();
  }

  /** A new user has told Git who they are. */
  private Path git() throws IOException {
    return Files.writeString(
        folder.resolve("gitconfig"), "[user]\n\tname = New\n\temail = new@example.org\n");
  }

  private String run(Path where, String... command) throws Exception {
    Process process = start(where, command);
    RealGit.endAfter(800, process);
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    return said;
  }

  private List<String> fences(String language) {
    return Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$")
        .matcher(page)
        .results()
        .filter(fence -> fence.group(1).equals(language))
        .map(fence -> fence.group(2))
        .toList();
  }

  @Test
  void everyCommandOfTheFrontPageWorks() throws Exception {
    List<String> commands = fences("").stream().map(String::strip).toList();
    assertThat(commands)
        .contains("./repostore demo", "./repostore serve", "./repostore repl", "mvn verify");

    assertThat(run(project, "bash", "-c", "./repostore demo")).contains("all as expected");
    serve();
    Path script = Files.writeString(project.resolve("page.jsh"), String.join("", fences("jsh")));
    assertThat(run(project, "bash", "-c", "./repostore repl < page.jsh")).contains("hello-again");
    assertThat(run(project, "bash", "-c", "./repostore run page.jsh --again 2>&1 || echo ended $?"))
        .contains("exists already", "ended 1");
    assertThat(script).exists();
  }

  private void serve() throws Exception {
    Process server = start(project, "bash", "-c", "exec ./repostore serve --port 0");
    try (BufferedReader out = server.inputReader()) {
      StringBuilder paste = new StringBuilder();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("export ")) {
          paste.append(line).append('\n');
        }
        if (line.contains("CLOUDFLARE_API_TOKEN")) {
          break;
        }
      }
      String block = String.join("", fences("sh"));
      Files.writeString(folder.resolve("paste.sh"), "set -e\n" + paste + block);
      run(Files.createDirectory(folder.resolve("work")), "bash", "../paste.sh");
      assertThat(folder.resolve("work/hello-again/README.md")).hasContent("# Hello");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }
}
