package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import dev.repostore.ListTokens;
import dev.repostore.Person;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that come with the command, run as a user runs them. */
@Timeout(120)
class ShippedScriptsTest {

  private static final Path SCRIPTS = Path.of("..", "examples", "src", "main", "scripts");

  @TempDir
  Path folder;

  private Repostore run(String url, String script, String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("run", SCRIPTS.resolve(script).toAbsolutePath().toString()));
    line.addAll(List.of(arguments));
    return Repostore.run(
        Map.of("REPOSTORE_URL", url, "HOME", folder.toString()),
        folder,
        line.toArray(String[]::new));
  }

  private String store(String name) {
    return "repostore:local:" + folder.resolve(name);
  }

  private static void fill(RepoStore store, String repo) {
    store.create(repo);
    GitRemote.of(store.repo(repo))
        .commit(CommitFiles.on("main", "Begin")
            .with(FileChange.put("README.md", repo))
            .withCommitter(new Person("Ann", "ann@example.org")));
  }

  @Test
  void tenAgentsWorkAndOneIsMergedBack() throws Exception {
    Repostore ended = run(store("agents"), "ten-agents.jsh", "base", "7");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("base-agent-10: Try idea 10, by Agent 10", "+Idea 10.");
    try (RepoStore store = RepoStores.open(store("agents"))) {
      assertThat(store.list().map(RepoInfo::name)).hasSize(11).contains("base", "base-agent-1");
      assertThat(GitRemote.of(store.repo("base")).file("main", "idea-7.md")).isPresent();
      assertThat(GitRemote.of(store.repo("base")).file("main", "idea-3.md")).isEmpty();
    }
  }

  @Test
  void anAgentThatIsNotThereIsRefusedBeforeAnythingIsDone() throws Exception {
    assertThat(run(store("agents"), "ten-agents.jsh", "base", "11").status()).isEqualTo(2);
    assertThat(folder.resolve("agents")).doesNotExist();
  }

  @Test
  void theNightsImportStaysAndOldOnesGo() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String url = store("nights") + "?private-imports=true";
    try (RepoStore store = RepoStores.open(url)) {
      for (String name :
          List.of("up-" + today.minusDays(6), "up-" + today.minusDays(7), "up-own")) {
        store.create(name);
      }
    }
    Path site = new Clones(new RealGit(folder), folder).publish("upstream", "# Upstream\n");
    try (PublicRemote remote = PublicRemote.of(site)) {
      URI from = remote.url("upstream.git");
      assertThat(run(url, "nightly.jsh", from.toString(), "up", "7").out())
          .contains("Imported up-" + today, "Deleted up-" + today.minusDays(7));
      Repostore again = run(url, "nightly.jsh", from.toString(), "up", "7");
      assertThat(again.out()).isEqualTo("Kept up-" + today + ", which is there already.\n");
    }
    try (RepoStore store = RepoStores.open(url)) {
      assertThat(store.list().map(RepoInfo::name))
          .containsExactlyInAnyOrder("up-" + today, "up-" + today.minusDays(6), "up-own");
    }
  }

  @Test
  void tokensAreWrittenForNobodyElseToRead() throws Exception {
    try (RepoStore store = RepoStores.open(store("tokens"))) {
      store.create("a");
      store.create("b");
    }
    Repostore ended = run(store("tokens"), "read-tokens.jsh", "tokens.tsv", "1", "a", "b");

    assertThat(ended.status()).as(ended.err()).isZero();
    Path file = folder.resolve("tokens.tsv");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    try (RepoStore store = RepoStores.open(store("tokens"))) {
      for (int at = 0; at < 2; at++) {
        String token = lines.get(at).replaceFirst(".*\t", "");
        assertThat(store.validateToken(at == 0 ? "a" : "b", Secret.of(token)).valid())
            .isTrue();
        assertThat(ended.out() + ended.err()).doesNotContain(token).contains("***");
      }
    }
    assertThat(run(store("tokens"), "read-tokens.jsh", "tokens.tsv", "1", "a").status())
        .isEqualTo(1);
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void noTokenIsLeftWhereNotAllCouldBeMade() throws Exception {
    try (RepoStore store = RepoStores.open(store("tokens"))) {
      store.create("a");
    }
    Repostore ended = run(store("tokens"), "read-tokens.jsh", "tokens.tsv", "1", "a", "nosuch");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("There is no repo named 'nosuch'").hasLineCount(1);
    assertThat(folder.resolve("tokens.tsv")).doesNotExist();
    try (RepoStore store = RepoStores.open(store("tokens"))) {
      assertThat(store.tokens("a", ListTokens.active()).items())
          .noneMatch(token -> token.scope() == Scope.READ);
    }
  }

  /** As by a shell that is told to execute it: no program takes its first line but a shell. */
  @Test
  void everyScriptIsACommand() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path command =
        Files.writeString(bin.resolve("repostore"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    String script = SCRIPTS.resolve("nightly.jsh").toAbsolutePath().toString();
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script + " 'a b' c");
    shell.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    Process process = shell.redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("run\n" + script + "\na b\nc\n");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  void aNamespaceIsMovedWithEveryRef() throws Exception {
    Map<String, String> refs;
    try (RepoStore from = RepoStores.open(store("from"));
        RepoStore to = RepoStores.open(store("to"))) {
      fill(from, "one");
      from.create(CreateRepo.named("two").withDefaultBranch("trunk").withDescription("Empty."));
      to.create("three");
      fill(from, "three");
      refs = GitRemote.of(from.repo("one")).refs();
    }
    Repostore ended = run("", "move-namespace.jsh", store("from"), store("to"), "--delete");

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("one: 1 refs, ", "two: 0 refs, ", "2 copied, 1 there already.");
    try (RepoStore from = RepoStores.open(store("from"));
        RepoStore to = RepoStores.open(store("to"))) {
      assertThat(from.list().map(RepoInfo::name)).containsExactly("three");
      assertThat(GitRemote.of(to.repo("one")).refs()).isEqualTo(refs);
      assertThat(to.get("two").defaultBranch()).isEqualTo("trunk");
      assertThat(to.get("two").description()).isEqualTo("Empty.");
      assertThat(GitRemote.of(to.repo("three")).refs()).isEmpty();
    }
  }

  @Test
  void everyScriptTellsHowItIsUsed() throws IOException {
    try (var scripts = Files.list(SCRIPTS)) {
      assertThat(scripts.toList()).hasSize(4).allSatisfy(script -> {
        assertThat(Files.readString(script))
            .as("for jshell a comment, for a shell what to run")
            .startsWith("//usr/bin/env repostore run \"$0\" \"$@\"; exit $?\n// ")
            .contains("//   repostore run " + script.getFileName());
        assertThat(Files.isExecutable(script)).isTrue();
      });
    }
  }
}
