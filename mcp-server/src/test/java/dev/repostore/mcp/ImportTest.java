package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Importing from one host into another by a tool that is held to some hosts. */
@Timeout(60)
class ImportTest {

  @TempDir
  Path folder;

  private HostServer source;
  private PublicFront front;
  private Desk desk;
  private String head = "";

  @BeforeEach
  void open() throws Exception {
    source = HostServer.start(
        HostSettings.in(folder.resolve("source")),
        ServerSettings.withToken(Place.API_TOKEN).withLog(line -> {}));
    String url =
        "repostore:artifacts:acc/default?timeout=20&base-url=" + source.url() + "/client/v4";
    try (RepoStore store = RepoStores.open(url, Place.API_TOKEN)) {
      CreatedRepo repo = store.create(CreateRepo.named("public"));
      head = GitRemote.of(store.repo("public"))
          .commit(CommitFiles.on("main", "first")
              .withCommitter(Words.AGENT)
              .withChanges(List.of(
                  FileChange.put("README", "of interest\n".getBytes(StandardCharsets.UTF_8)))))
          .hash();
      front = new PublicFront(
          repo.remote(), store.createToken("public", CreateToken.read()).secret());
    }
    desk = desk("127.0.0.1");
  }

  private Desk desk(String from) {
    return Desk.on(
        Map.of(
            "main",
            () -> RepoStores.open("repostore:local:" + folder.resolve("data")
                + "?private-imports=true&import-from=" + from)),
        folder.resolve("work"),
        options -> options.withImportFrom(List.of(from)));
  }

  @AfterEach
  void close() {
    desk.close();
    front.close();
    source.close();
  }

  private static Map<String, Object> importing(String url, Object... more) {
    Map<String, Object> arguments = new HashMap<>(Map.of("url", url, "name", "mine"));
    for (int at = 0; at < more.length; at += 2) {
      arguments.put((String) more[at], more[at + 1]);
    }
    return arguments;
  }

  @Test
  void aRepoOfAnAllowedHostIsImported() {
    assertThat(desk.ok("import_repo", importing(front.url("public"), "dry_run", true)))
        .containsEntry("would_succeed", true);
    assertThat(desk.fails("get_repo", Map.of("repo", "mine"))).isEqualTo("not_found");
    assertThat(front.asked()).isEmpty();

    List<String> steps = new ArrayList<>();
    Outcome outcome = desk.call("import_repo", importing(front.url("public")), new Desk.Mute() {
      @Override
      public void progress(double done, @Nullable Double total, String step) {
        steps.add(step);
      }
    });

    assertThat(outcome.failed()).as("%s", outcome.fields()).isFalse();
    assertThat(outcome.fields())
        .containsEntry("name", "mine")
        .containsEntry("default_branch", "main");
    assertThat(steps).contains("importing");
    assertThat(desk.ok("read_file", Map.of("repo", "mine", "path", "README")))
        .containsEntry("text", "of interest\n")
        .containsEntry("commit", head);
    assertThat(desk.ok("get_repo", Map.of("repo", "mine"), "source")).endsWith(front.url("public"));
    assertThat(desk.ok("import_repo", importing(front.url("public"), "dry_run", true)))
        .containsEntry("would_succeed", false);
  }

  @Test
  void aHostThatIsNotAllowedIsNotAsked() {
    String elsewhere = front.url("public").replace("127.0.0.1", "localhost");
    for (boolean dry : new boolean[] {true, false}) {
      Map<?, ?> error = desk.error("import_repo", importing(elsewhere, "dry_run", dry));
      assertThat(error.get("code")).isEqualTo("import_refused");
      assertThat(error.get("message").toString()).contains("'localhost'", "127.0.0.1");
    }
    assertThat(front.asked()).isEmpty();
  }

  @Test
  void noRedirectLeadsAroundThat() {
    Map<?, ?> error = desk.error("import_repo", importing(front.url("moved")));
    assertThat(error.get("code")).isEqualTo("invalid_request");
    assertThat(error.get("message").toString()).contains("'localhost'", "not allowed");
    assertThat(front.asked()).isEmpty();
    assertThat(desk.fails("get_repo", Map.of("repo", "mine"))).isEqualTo("not_found");

    desk.ok("import_repo", importing(front.url("within")));
    assertThat(front.asked()).isNotEmpty();
  }

  @Test
  void whereTheStoreIsToldOfNoHostsTheRedirectIsFollowed() {
    desk.close();
    desk = Desk.on(
        Map.of(
            "main",
            () -> RepoStores.open(
                "repostore:local:" + folder.resolve("open") + "?private-imports=true")),
        folder.resolve("work"),
        options -> options);
    desk.ok("import_repo", importing(front.url("moved")));
    assertThat(front.asked()).allMatch(host -> host.startsWith("localhost:"));
  }

  @Test
  void whereAStoreDoesNotImportFromIsForeseen() {
    desk.close();
    String url = "repostore:local:" + folder.resolve("strict");
    desk = Desk.on(
        Map.of("main", new StoreAt(url, () -> RepoStores.open(url))),
        folder.resolve("work"),
        options -> options);
    for (String refused : List.of(
        "http://example.org/a.git",
        "https://127.0.0.1:1/a.git",
        "https://169.254.169.254/a.git",
        "https://10.1.2.3/a.git",
        "https://[::1]:1/a.git",
        "https://localhost:1/a.git")) {
      assertThat(desk.ok("import_repo", importing(refused, "dry_run", true)))
          .as(refused)
          .containsEntry("would_succeed", false);
      desk.fails("import_repo", importing(refused));
    }
    assertThat(desk.ok("import_repo", importing("https://example.org/a.git", "dry_run", true)))
        .containsEntry("would_succeed", true);
  }
}
