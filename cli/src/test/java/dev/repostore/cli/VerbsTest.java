package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done with repos and tokens, by the command, on both stores; no token is seen. */
@Timeout(180)
class VerbsTest {

  private static final Map<Stored.Kind, Stored> STORED = new EnumMap<>(Stored.Kind.class);

  @TempDir
  static Path shared;

  @TempDir
  Path folder;

  private final StringBuilder said = new StringBuilder();
  private @Nullable String here;
  private Map<String, String> environment = Map.of();

  @BeforeAll
  static void serve() throws IOException {
    for (Stored.Kind kind : Stored.Kind.values()) {
      STORED.put(kind, Stored.open(kind, shared));
    }
  }

  @AfterAll
  static void stop() {
    STORED.values().forEach(Stored::close);
  }

  @BeforeEach
  void embedded() {
    environment = Map.of("REPOSTORE_HOME", folder.resolve("data").toString());
  }

  private Repostore run(int status, Path in, String... arguments) throws Exception {
    Repostore ended =
        here == null ? Repostore.run(environment, folder, in, arguments) : runHere(arguments);
    said.append(ended.out()).append(ended.err());
    assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(status);
    return ended;
  }

  /** In this process, on the embedded store: much is said of it in little time. */
  private Repostore runHere(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = Stream.concat(Stream.of(arguments), Stream.of("--json", "--store", here))
        .toArray(String[]::new);
    int status = Main.line(all)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
    return new Repostore(status, out.toString(), err.toString());
  }

  /** Where the command is run, and how it gets to the store. */
  private void use(Stored.Kind kind, Map<String, String> variables) {
    environment = variables;
    here =
        kind == Stored.Kind.EMBEDDED ? "repostore:local:" + variables.get("REPOSTORE_HOME") : null;
  }

  private JsonObject json(String... arguments) throws Exception {
    Repostore ended = run(0, Path.of("/dev/null"), arguments);
    assertThat(ended.err()).isEmpty();
    return Json.of(ended.out());
  }

  private JsonObject failure(int status, String... arguments) throws Exception {
    Repostore ended = run(status, Path.of("/dev/null"), arguments);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().strip()).doesNotContain("\n");
    return Json.of(ended.err());
  }

  @ParameterizedTest
  @EnumSource
  void aRepoLives(Stored.Kind kind) throws Exception {
    use(kind, STORED.get(kind).environment("verbs"));
    JsonObject made = json("repo", "create", "a", "--description", "for tests");
    assertThat(made.keySet())
        .containsExactly("id", "name", "description", "default_branch", "remote");
    JsonObject fork = json("repo", "fork", "A", "b", "--all-refs", "--read-only");
    assertThat(fork.getString("name")).isEqualTo("b");
    assertThat(failure(1, "token", "mint", "nosuch").getString("fix"))
        .contains("'repostore repo list' shows");
    JsonObject got = json("repo", "get", "B");
    assertThat(got.getBoolean("read_only")).isTrue();
    assertThat(got.keySet()).contains("created_at", "last_push_at", "source", "status", "remote");
    assertThat(json("repo", "list").getJsonArray("items")).hasSize(2);
    clones(kind, folder.resolve("copy"));
    assertThat(json("repo", "delete", "b", "--yes").getBoolean("deleted")).isTrue();
    assertThat(new TokenSearch(secret()).finds(said.toString())).isFalse();
    if (kind == Stored.Kind.ARTIFACTS) {
      assertThat(new TokenSearch(secret()).below(folder.resolve("copy"))).isEmpty();
    }
  }

  @Test
  void whatIsNotThereOrIsAlreadyIsTold() throws Exception {
    use(Stored.Kind.EMBEDDED, environment);
    json("repo", "create", "a");
    json("repo", "create", "b");
    lists();
    JsonObject gone = failure(1, "repo", "delete", "c", "--yes");
    assertThat(gone.getString("code")).isEqualTo("not_found");
    assertThat(gone.getString("fix")).contains("repostore repo list");
    assertThat(failure(1, "repo", "create", "A").getString("code")).isEqualTo("already_exists");
    assertThat(failure(1, "token", "revoke", "a", "nosuchtoken").getString("fix"))
        .contains("repostore token list a");
  }

  private void lists() throws Exception {
    JsonObject all = json("repo", "list", "--sort", "name");
    assertThat(all.getJsonArray("items")).hasSize(2);
    assertThat(all.getJsonArray("items").getJsonObject(0).getString("name")).isEqualTo("a");
    JsonObject first = json("repo", "list", "--limit", "1", "--sort", "name", "--reverse");
    assertThat(first.getJsonArray("items").getJsonObject(0).getString("name")).isEqualTo("b");
    JsonObject second = json(
        "repo",
        "list",
        "--limit",
        "1",
        "--sort",
        "name",
        "--reverse",
        "--cursor",
        first.getString("cursor"));
    assertThat(second.getJsonArray("items").getJsonObject(0).getString("name")).isEqualTo("a");
  }

  private String secret() {
    return environment.getOrDefault("REPOSTORE_TOKEN", "no-such-secret");
  }

  @ParameterizedTest
  @EnumSource
  void aTokenLives(Stored.Kind kind) throws Exception {
    use(kind, STORED.get(kind).environment("tokens"));
    json("repo", "create", "a");
    JsonObject minted = json("token", "mint", "a", "--scope", "WRITE", "--ttl", "2h30m");
    assertThat(minted.keySet()).containsExactly("id", "repo", "scope", "expires_at");
    assertThat(minted.getString("scope")).isEqualTo("write");
    assertThat(Instant.parse(minted.getString("expires_at")))
        .isBetween(Instant.now().plusSeconds(8000), Instant.now().plusSeconds(9001));
    String id = minted.getString("id");
    assertThat(json("token", "validate", "a", id).getBoolean("valid")).isTrue();
    assertThat(json("token", "revoke", "a", id).getBoolean("revoked")).isTrue();
    JsonObject invalid =
        Json.of(run(1, Path.of("/dev/null"), "token", "validate", "a", id).out());
    assertThat(invalid.getBoolean("valid")).isFalse();
    assertThat(json("token", "list", "a", "--state", "revoked").getJsonArray("items"))
        .hasSize(1);
    assertThat(new TokenSearch(secret()).finds(said.toString())).isFalse();
    byItsValue(kind);
  }

  private void byItsValue(Stored.Kind kind) throws Exception {
    here = null; // standard input and variables are a process's
    String value =
        run(0, Path.of("/dev/null"), "token", "mint", "a", "--reveal").out();
    assertThat(value).matches("art_v1_[0-9a-f]{40}\\?expires=[0-9]+\n");
    said.setLength(0);
    Path in = Files.writeString(folder.resolve("in"), value);
    assertThat(Json.of(run(0, in, "token", "validate", "a", "-").out()).getString("scope"))
        .isEqualTo("read");
    if (kind == Stored.Kind.ARTIFACTS) {
      environment = new HashMap<>(environment);
      environment.put("MINE", value.strip());
      assertThat(json("token", "validate", "a", "--env", "MINE").getBoolean("valid"))
          .isTrue();
      JsonObject shown = failure(2, "token", "revoke", "a", value.strip());
      assertThat(shown.getString("error")).contains("looks like a token's value");
    }
    // Artifacts finds no token by its value: only the store that made it can.
    run(kind == Stored.Kind.EMBEDDED ? 0 : 2, in, "token", "revoke", "a", "-");
    assertThat(said).doesNotContain(value.strip(), value.substring(7, 47));
  }

  /** Plain git is promised a way to the store only where there is one. */
  private void clones(Stored.Kind kind, Path copy) throws Exception {
    String[] forGit = {"clone", "a", copy.toString(), "--credential-helper"};
    if (kind == Stored.Kind.EMBEDDED) {
      assertThat(failure(2, forGit).getString("fix")).startsWith("Start 'repostore serve' first");
      assertThat(copy).doesNotExist();
      return;
    }
    assertThat(json(forGit).getBoolean("credential_helper")).isTrue();
    assertThat(copy.resolve(".git/config"))
        .content()
        .contains("!repostore credential --store 'repostore:", "useHttpPath = true");
  }

  @Test
  void anImportTakesItsNameFromTheUrl() throws Exception {
    Path upstream = Files.createDirectory(folder.resolve("upstream"));
    try (PublicRemote remote = PublicRemote.of(
        new Clones(new RealGit(upstream), upstream).publish("public", "# Somebody else's\n"))) {
      String url = remote.url("public.git").toString();
      String store = "repostore:local:" + folder.resolve("imports") + "?private-imports=true";
      assertThat(json("repo", "import", url, "--store", store).getString("name"))
          .isEqualTo("public");
      assertThat(json("clone", "public", "--bare", "--depth", "1", "--store", store)
              .getString("folder"))
          .endsWith("/public.git");
      assertThat(failure(2, "repo", "import", "https://user:sesame@example.org/x.git")
              .toString())
          .doesNotContain("sesame");
    }
  }

  @Test
  void whatIsMisusedIsToldAsJsonToo() throws Exception {
    assertThat(failure(2, "repo", "list", "--nonsense", "--json").getString("code"))
        .isEqualTo("usage");
    assertThat(failure(2, "repo", "delete", "a").getString("fix")).startsWith("Give --yes");
    assertThat(failure(2, "nonsense").getString("error")).contains("no command 'nonsense'");
    assertThat(failure(2, "repo", "lst").getString("code")).isEqualTo("usage");
    assertThat(failure(2, "stores").getString("error")).contains("A word is missing");
    assertThat(failure(2, "token", "mint", "a", "--ttl", "5x").getString("error"))
        .contains("no length of time");
    Repostore plain = run(2, Path.of("/dev/null"), "repo", "list", "--limit", "0", "--no-json");
    assertThat(plain.err())
        .isEqualTo("repostore: --limit is 0; give 1 or more.\nTry 'repostore repo list --help'.\n");
  }

  @Test
  void aRefusedCredentialEndsWithFourAndAnAbsentHostWithOne() throws Exception {
    environment = Map.of("ACCOUNT_ID", "me", "ARTIFACTS_NAMESPACE", "team");
    JsonObject none = failure(4, "repo", "list");
    assertThat(none.getString("code")).isEqualTo("access_refused");
    assertThat(none.getString("fix"))
        .contains("Set REPOSTORE_TOKEN or CLOUDFLARE_API_TOKEN", "repostore stores add")
        .doesNotContain("RepoStores");
    environment = Map.of(
        "ARTIFACTS_BASE_URL",
        "http://127.0.0.1:1/client/v4/accounts/me/artifacts/namespaces/team",
        "CLOUDFLARE_API_TOKEN",
        "correct-horse-battery");
    JsonObject absent = failure(1, "repo", "list", "--json");
    assertThat(absent.getString("code")).isEqualTo("unavailable");
    assertThat(said).doesNotContain("correct-horse");
  }
}
