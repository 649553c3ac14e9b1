package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.repostore.CreateRepo;
import dev.repostore.Person;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell on a terminal, as a person has it. */
@Timeout(300)
class ReplScreenTest {

  private static final String CANARY = "canary-6f1d3a";
  private static final int FILES = 4_000;

  /** A token as it is made for a clone; the one a repo begins with can write. */
  private static final String LIVE = "\"scope\":\"read\",\"state\":\"active\"";

  @TempDir
  Path folder;

  @BeforeEach
  void need() {
    assumeTrue(Tmux.isThere(), "tmux is not installed");
  }

  private Tmux shell(String name, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(Map.of(
        "HOME", "" + folder,
        "XDG_STATE_HOME", "" + folder.resolve("state"),
        "XDG_CONFIG_HOME", "" + folder.resolve("config"),
        "REPOSTORE_TOKEN", CANARY,
        "REPOSTORE_URL", "repostore:local:" + folder.resolve("data")));
    environment.putAll(more);
    Tmux tmux = Tmux.start(
        Files.createDirectories(folder.resolve(name)),
        Repostore.process(Map.of(), "repl"),
        environment);
    tmux.await("repostore>");
    return tmux;
  }

  private void fill() {
    Person ann = new Person("Ann", "ann@example.org");
    try (RepoStore store = RepoStores.open("repostore:local:" + folder.resolve("data"))) {
      store.create(CreateRepo.named("big").withDescription("x".repeat(150)));
      List<FileChange> files = IntStream.range(0, FILES)
          .mapToObj(at -> FileChange.put("f" + at % 50 + "/" + at, "text " + at))
          .toList();
      GitRemote.of(store.repo("big"))
          .commit(CommitFiles.on("main", "Many").withChanges(files).withCommitter(ann));
    }
  }

  @Test
  void isPleasant() throws Exception {
    fill();
    try (Tmux tmux = shell("first", Map.of())) {
      assertThat(tmux.screen()).contains("help() shows the words");
      words(tmux);
      completion(tmux);
      progress(tmux);
      interruption(tmux);
      interruptedClone(tmux);
      tmux.type("Secret.of(\"" + CANARY + "\")");
      tmux.await("***");
      tmux.clear();
      tmux.press("C-d");
      assertThat(tmux.await("done")).contains("ended with 0", " icanon", " echo ");
      assertThat(tmux.raw()).doesNotContain("art_v1_");
    }
    try (Tmux tmux = shell("second", Map.of())) {
      tmux.press("Up");
      tmux.await("print(\"still \" + \"here 2\")");
      tmux.press("C-c");
      tmux.type("int later = 1;");
      tmux.await("later ==> 1");
      tmux.type("exit(7)");
      assertThat(tmux.await("done")).contains("ended with 7", " icanon", " echo ");
      assertThat(tmux.raw()).doesNotContain(CANARY);
    }
    assertThat(folder.resolve("state/repostore/history"))
        .content()
        .contains("repos()\n", "int later = 1;\n")
        .doesNotContain(CANARY);
    assertThat(kept()).noneMatch(text -> text.contains(CANARY) || text.contains("art_v1_"));
  }

  @Test
  void showsStrangersTextAndDoesNotObeyIt() throws Exception {
    try (Tmux tmux = shell("strange", Map.of())) {
      tmux.type("Optional.of(\"a\\u001b]0;title\\u0007b\")");
      tmux.await("Optional[a{U+001B}]0;title{U+0007}b]");
      tmux.prompted();
      tmux.type("print(\"c\\u001b]0;title\\u0007d\")");
      tmux.await("c{U+001B}]0;title{U+0007}d");
      assertThat(tmux.raw()).doesNotContain("\u001b]0;title").contains("\u001b[");
      tmux.type("/exit");
      tmux.await("done");
    }
  }

  /** A small terminal that can move no cursor. */
  @Test
  void isPlainWhereTheTerminalIs() throws Exception {
    fill();
    Map<String, String> plain = Map.of("TERM", "dumb", "NO_COLOR", "1");
    try (Tmux tmux = shell("plain", plain)) {
      tmux.resize(60);
      tmux.prompted();
      tmux.type("repos()");
      assertThat(tmux.await("…").lines())
          .filteredOn(line -> line.startsWith("NAME") || line.startsWith("big"))
          .hasSize(2)
          .allMatch(line -> line.length() <= 60);
      tmux.type("cloneRepo(\"big\", \"" + folder.resolve("clone") + "\")");
      tmux.await("Checkout[");
      assertThat(tmux.raw()).doesNotContain("[##").doesNotContain("\u001b[3");
      tmux.type("/exit");
      assertThat(tmux.await("done")).contains("ended with 0");
    }
  }

  private static void words(Tmux tmux) throws Exception {
    tmux.type("create(\"hello\")");
    tmux.await("name=hello");
    tmux.type("mint(\"hello\", READ, ofHours(1))");
    tmux.await("secret=***, scope=READ");
    tmux.clear();
    tmux.type("repos()");
    assertThat(tmux.await("xxx…").lines())
        .filteredOn(line -> line.startsWith("NAME") || line.startsWith("big"))
        .hasSize(2)
        .allMatch(line -> line.length() <= 80);
    tmux.resize(200);
    tmux.type("repos()");
    tmux.await("x".repeat(100));
    tmux.resize(80);
    tmux.clear();
    tmux.type("fork(\"nope\", \"b\")");
    assertThat(tmux.await("There is no repo named 'nope'.")).doesNotContain("\tat ", "HostErrors");
    tmux.type("why()");
    tmux.await("dev.repostore.NotFoundException");
    tmux.clear();
    tmux.type("help(\"fork\")");
    tmux.await("fork(\"hello\", \"hello-again\")");
    tmux.type("show(\"Mine\")");
    tmux.await("public class Mine {");
  }

  private static void completion(Tmux tmux) throws Exception {
    tmux.clear();
    tmux.begin("cloneR");
    tmux.press("Tab");
    tmux.await("cloneRepo(");
    tmux.press("C-c");
    tmux.clear();
    tmux.begin("validate(");
    tmux.press("Tab");
    tmux.await("TokenCheck dev.repostore.repl.Words.validate(String repo, Secret token)");
    tmux.press("Tab");
    tmux.await("Whether a token lets Git in right now.");
    tmux.press("C-c");
  }

  private void progress(Tmux tmux) throws Exception {
    tmux.clear();
    tmux.type("cloneRepo(\"big\", \"" + folder.resolve("clone") + "\")");
    tmux.await("Checkout[");
    assertThat(tmux.screen()).doesNotContain("[##");
    assertThat(tmux.raw()).containsPattern("\r[A-Z][a-z ]+ \\[#* *] \\d+/" + FILES);
  }

  private static void interruption(Tmux tmux) throws Exception {
    tmux.clear();
    tmux.type("for (int i = 0; ; i++) { if (i == 0) { print(\"be\" + \"gun\"); } }");
    tmux.await("begun");
    tmux.press("C-c");
    tmux.type("print(\"stop\" + \"ped\")");
    tmux.await("stopped");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      tmux.type("use(\"repostore:artifacts:a/b?base-url=http://127.0.0.1:" + silent.getLocalPort()
          + "\", \"slow\")");
      tmux.await("slow");
      tmux.type("repos()");
      try (var asked = silent.accept()) {
        tmux.press("C-c");
        tmux.type("print(\"go\" + \"es on\")");
        tmux.await("goes on");
        assertThat(asked.isConnected()).isTrue();
      }
    }
  }

  /** The host waits with its refs: what was begun is taken back, and the shell goes on. */
  private void interruptedClone(Tmux tmux) throws Exception {
    tmux.clear();
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Served server = Served.start(
            folder.resolve("first/served"),
            Map.of("REPOSTORE_API_TOKEN", CANARY),
            "--public-url",
            "http://127.0.0.1:" + silent.getLocalPort())) {
      Rest rest = new Rest(server.url(), CANARY);
      assertThat(rest.post("/repos", "{\"name\":\"a\"}").statusCode()).isEqualTo(201);
      String store = "repostore:artifacts:local/default?base-url=" + server.url() + "/client/v4";
      tmux.type("use(\"" + store + "\", \"served\")");
      tmux.await("served");
      for (int press = 1; press <= 2; press++) {
        tmux.type("cloneRepo(\"a\", \"" + folder.resolve("given-up") + "\")");
        try (Socket asked = silent.accept()) {
          assertThat(asked.getInputStream().read()).isEqualTo('G');
          assertThat(rest.get("/repos/a/tokens").body()).contains(LIVE);
          for (int i = 0; i < press; i++) {
            tmux.press("C-c");
          }
          tmux.type("print(\"still \" + \"here " + press + "\")");
          tmux.await("still here " + press);
        }
        assertThat(folder.resolve("given-up")).doesNotExist();
        assertThat(rest.get("/repos/a/tokens").body()).doesNotContain(LIVE);
      }
    }
  }

  /** The text of all files a shell has written, but for the repos themselves. */
  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(folder.resolve("first")))
          .filter(file -> !file.endsWith("typed.sh"))
          .filter(file -> !file.startsWith(folder.resolve("clone")))
          .map(ReplScreenTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
