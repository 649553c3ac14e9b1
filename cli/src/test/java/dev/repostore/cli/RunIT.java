package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts by the launcher of the distribution: each way they end, and each way they fail. */
@Timeout(180)
class RunIT {

  private static final String ARCHIVE = "REPOSTORE_CLASS_ARCHIVE";
  private static final String CANARY = "canary-93bd11";

  /** A token as it is made for a clone; the one a repo begins with can write. */
  private static final String LIVE = "\"scope\":\"read\",\"state\":\"active\"";

  @TempDir
  static Path shared;

  private static Distribution app;
  private static Path home;

  @TempDir
  Path folder;

  @BeforeAll
  static void unpack() throws Exception {
    app = Distribution.unpack(shared);
    home = Files.createDirectory(shared.resolve("home"));
    // The first start has an archive of classes made, and those after it are quick.
    Repostore first = Distribution.run(
        Distribution.process(app.launcher(), home, Map.of(ARCHIVE, ""), "run", "-"), home, "");
    assertThat(first).isEqualTo(new Repostore(0, "", ""));
    assertThat(Distribution.archive(home, "shell-java-.*")).isNotEmptyFile();
  }

  @BeforeEach
  void write() throws IOException {
    Files.write(folder.resolve("binary.jsh"), new byte[] {(byte) 0xC3, 0x28, 0});
    Files.writeString(folder.resolve("empty.jsh"), "");
  }

  private ProcessBuilder process(Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(Map.of(
        ARCHIVE,
        "",
        "REPOSTORE_URL",
        "repostore:local:" + folder.resolve("data"),
        "REPOSTORE_TOKEN",
        CANARY));
    environment.putAll(more);
    return Distribution.process(app.launcher(), home, environment, arguments);
  }

  private Repostore run(String in, String... arguments) throws Exception {
    Repostore ended = Distribution.run(process(Map.of(), arguments), folder, in);
    assertThat(ended.out() + ended.err()).doesNotContain(CANARY, "art_v1_", "\tat ");
    return ended;
  }

  /** What is the matter with a script is told in a line, after its file and line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "print(1);¶print(nope);¶print(2);    | 1 | 1 | :2: cannot find symbol",
        "print(1);¶int f() {                 | 1 |   | :2: The script ends in the middle",
        "print(1);¶throw new Error(\"no\");   | 1 | 1 | :2: Error: no",
        "print(1);¶¶fork(\"a\", \"b\");      | 1 | 1 | :3: There is no repo named 'a'.",
        "int f() { return g(); }¶f();        | 1 |   | 'f' refers to what is not there",
        "/set feedback silent                | 1 |   | :1: '/set' is a command of JShell's own",
        "print(1);¶exit(3);¶print(2);        | 3 | 1 | ``",
        "print(1);¶System.exit(4);           | 4 | 1 | ``",
        "print(1);¶exit(0);¶print(2);        | 0 | 1 | ``",
        "1 + 1;¶\"text\"                     | 0 |   | ``",
      })
  void aScriptEnds(String text, int status, String printed, String complaint) throws Exception {
    Path script = Files.writeString(folder.resolve("s.jsh"), text.replace('¶', '\n'));
    Repostore ended = run("", "run", script.toString());
    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
    assertThat(ended.out().strip()).isEqualTo(printed == null ? "" : printed);
    if (complaint.isEmpty()) {
      assertThat(ended.err()).isEmpty();
    } else {
      assertThat(ended.err()).startsWith(script + ":").contains(complaint).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run                                     | Missing required parameter: 'SCRIPT'",
        "run FOLDER/none.jsh                     | is not there",
        "run FOLDER                              | is a folder",
        "run FOLDER/binary.jsh                   | is no text in UTF-8",
        "run --nonsense x.jsh                    | no option '--nonsense'",
        "run --store nonsense:x FOLDER/empty.jsh | no store URL",
      })
  void isMisused(String line, String complaint) throws Exception {
    Repostore ended = run("", line.strip().replace("FOLDER", "" + folder).split(" "));
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains(complaint.strip(), "Try 'repostore")
        .doesNotContain("Exception");
  }

  @Test
  void aScriptHasItsArgumentsAndItsInput() throws Exception {
    Path script = Files.write(
        folder.resolve("a b.jsh"),
        List.of(
            "#!/usr/bin/env -S repostore run",
            "var in = new BufferedReader(new InputStreamReader(System.in));",
            "create(in.readLine());",
            "print(repos());",
            "print(json(mint(\"typed\")));",
            "print(args[0]);",
            "exit(args.length + 5);"));
    Repostore ended = run("typed\n", "run", "" + script, "--store", "-h");
    assertThat(ended.status()).as(ended.err()).isEqualTo(7);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines()).hasSize(4).first().asString().startsWith("NAME");
    assertThat(ended.out()).contains("typed", "\"***\"").endsWith("\n--store\n");
  }

  @Test
  void aScriptThatIsAProgramRunsByItsFirstLine() throws Exception {
    Path script = Files.writeString(
        folder.resolve("hello"),
        "#!/usr/bin/env -S repostore run\nprint(args[0] + args.length);\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder(script.toString(), "x").directory(folder.toFile());
    builder.environment().putAll(process(Map.of()).environment());
    builder
        .environment()
        .merge("PATH", app.launcher().getParent() + ":", (path, bin) -> bin + path);
    Repostore ended = Distribution.run(builder, folder, "");
    assertThat(ended).isEqualTo(new Repostore(0, "x1\n", ""));
  }

  @Test
  void aScriptCanBeStandardInput() throws Exception {
    Repostore ended =
        run("System.err.println(args[0]);\nSystem.exit(9);\nprint(1);\n", "run", "-", "x");
    assertThat(ended).isEqualTo(new Repostore(9, "", "x\n"));
    Repostore failed = run("\nnope();\n", "run", "-");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.err()).startsWith("stdin:2: ").hasLineCount(1);
  }

  @Test
  void endsQuietlyWhenNobodyReads() throws Exception {
    Path script = Files.writeString(
        folder.resolve("long.jsh"), "for (int i = 0; ; i++) {\n  print(\"line \" + i);\n}\n");
    ProcessBuilder bash = new ProcessBuilder(
        "bash",
        "-c",
        Shell.quoted(app.launcher()) + " run " + Shell.quoted(script)
            + " | head -n 1; echo \"${PIPESTATUS[0]}\"");
    bash.environment().putAll(process(Map.of()).environment());
    assertThat(Distribution.run(bash, folder, "")).isEqualTo(new Repostore(0, "line 0\n141\n", ""));
  }

  @Test
  void aRefusedCredentialIsToldFromOtherFailures() throws Exception {
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
      Path script = Files.writeString(folder.resolve("s.jsh"), "// one\nrepos();\n");
      String store = "repostore:artifacts:a/b?base-url=http://127.0.0.1:"
          + server.getAddress().getPort();
      Repostore ended = Distribution.run(
          process(
              Map.of("REPOSTORE_TOKEN", "art_v1_" + CANARY), "run", "--store", store, "" + script),
          folder,
          "");
      assertThat(ended.status()).as(ended.err()).isEqualTo(4);
      assertThat(ended.err()).startsWith(script + ":2: ").doesNotContain("art_v1_", "\tat ");
      assertThat(ended.out()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  /** The server says that Git is to come to somebody who never answers: the token is taken back. */
  @Test
  void aSignalEndsItAndWhatIsAtWork() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Served server = Served.start(
            folder.resolve("data"),
            Map.of("REPOSTORE_API_TOKEN", CANARY),
            "--public-url",
            "http://127.0.0.1:" + silent.getLocalPort())) {
      Rest rest = new Rest(server.url(), CANARY);
      assertThat(rest.post("/repos", "{\"name\":\"a\"}").statusCode()).isEqualTo(201);
      Path script = Files.writeString(
          folder.resolve("s.jsh"), "cloneRepo(\"a\", Path.of(\"" + folder + "/copy\"));\n");
      String store = "repostore:artifacts:local/default?base-url=" + server.url() + "/client/v4";
      Process process = process(Map.of("REPOSTORE_URL", store), "run", script.toString())
          .redirectErrorStream(true)
          .start();
      RealGit.endAfter(60, process);
      try (Socket asked = silent.accept()) {
        assertThat(asked.getInputStream().read()).isEqualTo('G');
        assertThat(rest.get("/repos/a/tokens").body()).contains(LIVE);
        process.toHandle().destroy(); // the launcher has become Java's process
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
          .doesNotContain(CANARY, "art_v1_", "Exception");
      assertThat(folder.resolve("copy")).doesNotExist();
      assertThat(rest.get("/repos/a/tokens").body()).doesNotContain(LIVE);
    }
  }

  /**
   * The same words and scripts under JShell as the JDK has it, with the startup file that ships.
   */
  @Test
  void theSameScriptRunsUnderPlainJShell() throws Exception {
    Path startup = app.folder().resolve("examples").resolve("startup.jsh");
    Path script = Files.writeString(folder.resolve("s.jsh"), """
        create("a");
        commitFiles("a", "main", "First", file("p", "text"));
        print(cat("a", "main", "p"));
        print(repos());
        """);
    String classPath;
    try (Stream<Path> jars = Files.list(app.folder().resolve("lib"))) {
      classPath = app.folder().resolve("repostore-cli.jar") + ":"
          + String.join(":", jars.map(Path::toString).toList());
    }
    Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
    ProcessBuilder plain = new ProcessBuilder(
        jshell.toString(),
        "--class-path",
        classPath,
        "--startup",
        startup.toString(),
        "-s",
        script.toString(),
        "-");
    plain.environment().putAll(process(Map.of()).environment());
    Repostore ended = Distribution.run(plain, folder, "/exit 6\n");
    assertThat(ended.out()).as(ended.err()).contains("text", "NAME", "\na  ");
    assertThat(ended.status()).isEqualTo(6);
    Repostore here = run("", "run", script.toString());
    assertThat(here.status()).as("where 'a' is already").isEqualTo(1);
  }
}
