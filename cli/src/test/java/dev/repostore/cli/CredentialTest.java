package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plain git, told of the helper, gets in; nothing else does. */
@Timeout(120)
class CredentialTest {

  private static final String SECRET = "correct-horse-battery";

  @TempDir
  Path folder;

  private Served server;
  private Map<String, String> environment;
  private String remote;
  private final Set<String> arguments = new HashSet<>();

  @BeforeEach
  void serve() throws Exception {
    server = Served.start(folder.resolve("data"), Map.of("REPOSTORE_API_TOKEN", SECRET));
    assertThat(new Rest(server.url(), SECRET)
            .post("/repos", "{\"name\":\"hello\"}")
            .statusCode())
        .isEqualTo(201);
    remote = server.url() + "/git/default/hello.git";
    String base = server.url() + "/client/v4";
    environment = Map.of(
        "REPOSTORE_URL",
        "repostore:artifacts:local/default?base-url=" + base,
        "REPOSTORE_TOKEN",
        SECRET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void plainGitPushesAndClones() throws Exception {
    String helper = "credential." + server.url() + ".";
    git(
        folder,
        "config",
        "--global",
        helper + "helper",
        "!" + Shell.quoted(script()) + " credential");
    git(folder, "config", "--global", helper + "useHttpPath", "true");
    git(folder, "init", "--quiet", "-b", "main", "a");
    Path a = folder.resolve("a");
    git(
        a,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "1");
    git(a, "push", "-q", remote, "main");
    git(folder, "clone", "-q", remote, "b");

    assertThat(arguments).anyMatch(line -> line.contains("credential get"));
    assertThat(arguments).noneMatch(line -> line.contains("art_v") || line.contains(SECRET));

    assertThat(git(folder.resolve("b"), "log", "--format=%s").strip()).isEqualTo("1");
    try (Stream<Path> files = Files.walk(folder.resolve("b"))) {
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain("art_v1_", SECRET);
      }
    }
    assertThat(new Rest(server.url(), SECRET).get("/repos/hello/tokens").body())
        .contains("\"scope\":\"write\"")
        .doesNotContain("art_v1_");
  }

  @Test
  void theFolderOfAServerIsEnough() throws Exception {
    environment = Map.of(
        "REPOSTORE_URL",
        "repostore:local:" + folder.resolve("data"),
        "REPOSTORE_API_TOKEN",
        SECRET);
    assertThat(asked("http", "127.0.0.1:" + server.port(), "git/default/hello.git"))
        .contains("password=art_v1_");
  }

  @Test
  void answersForItsOwnRemotesOnly() throws Exception {
    Repostore hour = credential(
        "protocol=http\nhost=127.0.0.1:" + server.port() + "\npath=git/default/hello.git\n\n",
        "get",
        "--ttl",
        "1h");
    long end = Long.parseLong(hour.out().replaceAll("(?s).*password_expiry_utc=(\\d+).*", "$1"));
    assertThat(Instant.ofEpochSecond(end))
        .isBetween(Instant.now().plusSeconds(3_400), Instant.now().plusSeconds(3_601));
    String mine = asked("http", "127.0.0.1:" + server.port(), "git/default/hello.git");
    assertThat(mine)
        .containsPattern("(?m)^password=art_v1_[0-9a-f]{40}\\?expires=[0-9]+$")
        .containsPattern("(?m)^username=.+$")
        .containsPattern("(?m)^password_expiry_utc=[0-9]+$")
        .endsWith("\n");
    assertThat(asked("https", "127.0.0.1:" + server.port(), "git/default/hello.git"))
        .isEmpty();
    assertThat(asked("http", "example.org", "git/default/hello.git")).isEmpty();
    assertThat(asked("http", "127.0.0.1:" + server.port(), "../hello.git")).isEmpty();
    assertThat(asked("http", "127.0.0.1:" + server.port(), "git/default/a b.git"))
        .isEmpty();
  }

  /** Git would ask for a user and a password else, which nobody has. */
  @Test
  void saysThatThereIsNoSuchRepoAndHasGitAskNobodyElse() throws Exception {
    Repostore missing = credential(
        "protocol=http\nhost=127.0.0.1:" + server.port() + "\npath=git/default/missing.git\n\n",
        "get");
    assertThat(missing.status()).isZero();
    assertThat(missing.out()).isEqualTo("quit=1\n");
    assertThat(missing.err()).contains("There is no repo 'missing'");
    Repostore wrong = credential("protocol=http\nhost=h\npath=p\n\n", "get", "--ttl", "abc");
    assertThat(wrong.out()).isEqualTo("quit=1\n");
    assertThat(wrong.err()).contains("'abc' is no length of time");
  }

  @Test
  void saysWhatGitMustBeTold() throws Exception {
    Repostore ended = credential("protocol=http\nhost=127.0.0.1\n\n", "get");
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).isEqualTo("quit=1\n");
    assertThat(ended.err()).contains("credential.http://127.0.0.1.useHttpPath true");
    Repostore nothing = credential("", "get");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.out()).isEqualTo("quit=1\n");
    assertThat(nothing.err()).contains("There is no protocol and host on standard input");
  }

  @Test
  void doesNothingWhenGitStoresOrErases() throws Exception {
    for (String operation : new String[] {"store", "erase", "somethingNew"}) {
      Repostore ended =
          credential("protocol=http\nhost=h\npath=p\npassword=" + SECRET + "\n\n", operation);
      assertThat(ended).isEqualTo(new Repostore(0, "", ""));
    }
  }

  @Test
  void explainsWhyThereIsNoToken() throws Exception {
    String asked =
        "protocol=http\nhost=127.0.0.1:" + server.port() + "\npath=git/default/hello.git\n\n";
    Repostore expensive = credential(asked, "get", "--ttl", "5");
    assertThat(expensive.status()).isEqualTo(2);
    assertThat(expensive.out()).isEqualTo("quit=1\n");
    environment = Map.of(
        "REPOSTORE_URL", environment.get("REPOSTORE_URL"), "REPOSTORE_TOKEN", "wrong-" + SECRET);
    Repostore refused = credential(asked, "get");
    assertThat(refused.status()).isEqualTo(4);
    assertThat(refused.out()).isEqualTo("quit=1\n");
    assertThat(refused.err()).startsWith("repostore: ").doesNotContain(SECRET, "\tat ");
    environment = Map.of();
    Repostore nowhere = credential(asked, "get");
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--store URL", "REPOSTORE_URL");
  }

  private String asked(String protocol, String host, String path) throws Exception {
    Repostore ended =
        credential("protocol=" + protocol + "\nhost=" + host + "\npath=" + path + "\n\n", "get");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    return ended.out();
  }

  private Repostore credential(String input, String... arguments) throws Exception {
    Path in = Files.writeString(folder.resolve("stdin"), input);
    return Repostore.run(
        environment,
        folder,
        in,
        Stream.concat(Stream.of("credential"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** The command as a user has it on the path; its secrets come by the environment. */
  private Path script() throws IOException {
    String line = Repostore.process(Map.of()).command().stream()
        .map(word -> Shell.quoted(Path.of(word)))
        .collect(Collectors.joining(" "));
    Path script =
        Files.writeString(folder.resolve("repostore"), "#!/bin/sh\nexec " + line + " \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private String git(Path in, String... arguments) throws Exception {
    ProcessBuilder git =
        new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList());
    git.environment().keySet().removeIf(key -> key.startsWith("GIT_") || key.endsWith("_proxy"));
    git.environment().putAll(environment);
    git.environment().putAll(Map.of("HOME", folder.toString(), "GIT_TERMINAL_PROMPT", "0"));
    git.environment().remove("XDG_CONFIG_HOME");
    Path output = Files.createTempFile(folder, "git", ".out");
    Process process = git.directory(in.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    RealGit.endAfter(60, process);
    while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(this::noteArguments);
    }
    String said = Files.readString(output);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private void noteArguments(ProcessHandle process) {
    Path line = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
    try {
      arguments.add(Files.readString(line, StandardCharsets.ISO_8859_1).replace('\0', ' '));
    } catch (IOException ended) {
      // Between being seen and being looked at.
    }
  }
}
