package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Scripts as a process, and how they are misused. */
@Timeout(120)
class RunTest {

  private static final String CANARY = "canary-93bd11";

  @TempDir
  Path folder;

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", "" + folder);
    environment.put("XDG_CONFIG_HOME", "" + folder.resolve("config"));
    environment.put("REPOSTORE_URL", "repostore:local:" + folder.resolve("data"));
    return environment;
  }

  private Path script(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run | Missing required parameter: 'SCRIPT'",
        "run FOLDER/none.jsh | is not there",
        "run FOLDER | is a folder",
        "run FOLDER/binary.jsh | is no text in UTF-8",
        "run --nonsense x.jsh | no option '--nonsense'",
        "run --store nonsense:x FOLDER/empty.jsh | no store URL",
        "repl --nonsense | no option '--nonsense'",
        "repl sesame | an argument too many",
        "repl --store nonsense:x | no store URL",
        "repl --name= | --name is empty",
      })
  void saysWhatWasMisused(String line, String expected) throws Exception {
    Files.write(folder.resolve("binary.jsh"), new byte[] {(byte) 0xC3, 0x28, 0});
    script("empty.jsh");
    StringWriter err = new StringWriter();
    String[] words = line.strip().replace("FOLDER", "" + folder).split(" ");
    CommandLine command = Main.line(words);
    command.setErr(new PrintWriter(err, true));
    assertThat(command.execute(words)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .contains(expected.strip(), "Try 'repostore")
        .doesNotContain("Exception", "\tat ", "sesame");
  }

  @Test
  void leavesStandardInputAndOptionsToTheScript() throws Exception {
    Path in = script("in", "typed");
    Path script = script(
        "a b.jsh",
        "#!/usr/bin/env -S repostore run",
        "var in = new BufferedReader(new InputStreamReader(System.in));",
        "create(in.readLine());",
        "print(repos());",
        "print(json(mint(\"typed\")));",
        "print(args[0]);",
        "exit(args.length + 5);");
    Repostore ended = Repostore.run(environment(), folder, in, "run", "" + script, "--store", "-h");
    assertThat(ended.status()).as(ended.err()).isEqualTo(7);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.lines()).hasSize(4).first().asString().startsWith("NAME");
    assertThat(ended.lines()).last().isEqualTo("--store");
    assertThat(ended.out()).contains("typed", "\"***\"").doesNotContain("art_v1_");
  }

  @Test
  void readsAScriptFromStandardInput() throws Exception {
    Path in = script("in", "System.err.println(args[0]);", "System.exit(9);", "print(1);");
    Repostore ended = Repostore.run(environment(), folder, in, "run", "-", "x");
    assertThat(ended).isEqualTo(new Repostore(9, "", "x\n"));
  }

  @Test
  void endsQuietlyWhenNobodyReads() throws Exception {
    Path script = script("long.jsh", "for (int i = 0; ; i++) {", "  print(\"line \" + i);", "}");
    String java = Repostore.process(Map.of(), "run", "" + script).command().stream()
        .map(word -> Shell.quoted(Path.of(word)))
        .collect(Collectors.joining(" "));
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", java + " | head -n 1; echo \"${PIPESTATUS[0]}\"");
    bash.environment().putAll(environment());
    Process process = bash.redirectErrorStream(true).start();
    RealGit.endAfter(60, process);
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("line 0\n141\n");
  }

  @Test
  void tellsARefusedCredentialFromOtherFailures() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext("/", exchange -> {
      byte[] answer = ("{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"no " + CANARY
              + "\"}],\"messages\":[],\"result\":null}")
          .getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(401, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
    try {
      Map<String, String> environment = environment();
      environment.put("REPOSTORE_TOKEN", "art_v1_" + CANARY);
      Path script = script("s.jsh", "// one", "repos();");
      Repostore ended = Repostore.run(
          environment,
          folder,
          "run",
          "--store",
          "repostore:artifacts:a/b?base-url=http://127.0.0.1:"
              + server.getAddress().getPort(),
          "" + script);
      assertThat(ended.status()).as(ended.err()).isEqualTo(4);
      assertThat(ended.err()).startsWith(script + ":2: ").doesNotContain("art_v1_", "\tat ");
      assertThat(ended.out()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aShellThatIsPipedHasNoBannerAndMovesNoCursor() throws Exception {
    Path in = script("in", "create(\"a\")", "repos()", "/exit 5");
    Repostore ended = Repostore.run(environment(), folder, in, "repl");
    assertThat(ended.status()).as(ended.err()).isEqualTo(5);
    assertThat(ended.out()).contains("name=a", "NAME").doesNotContain("RepoStore in", "\u001b");
  }
}
