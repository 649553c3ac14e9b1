package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store's name in place of its URL, wherever one can be given. */
@Timeout(180)
class NamedStoresTest {

  private static final String SECRET = "correct-horse-battery";

  @TempDir
  static Path shared;

  private static Served server;

  @TempDir
  Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void serve() throws IOException {
    server = Served.start(shared.resolve("data"), Map.of("REPOSTORE_API_TOKEN", SECRET));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void keepTo() {
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    environment.put("REPOSTORE_HOME", folder.resolve("data").toString());
  }

  private Repostore run(int status, Path in, String... arguments) throws Exception {
    Repostore ended = Repostore.run(environment, folder, in, arguments);
    assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(status);
    assertThat(ended.out() + ended.err()).doesNotContain(SECRET);
    return ended;
  }

  private Repostore run(int status, String... arguments) throws Exception {
    return run(status, Path.of("/dev/null"), arguments);
  }

  private String url(String namespace) {
    return "repostore:artifacts:local/" + namespace + "?base-url=" + server.url() + "/client/v4";
  }

  private Path token(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void isAddedUsedAndRemoved() throws Exception {
    String reference = "file:" + token("rw-------");
    assertThat(run(0, "stores", "add", "team", url("other")).out()).contains("\"replaced\":false");
    Repostore again =
        run(0, "stores", "add", "team", url("team"), "--token-from", reference, "--no-json");
    assertThat(again.err()).contains("takes the place of another");
    JsonObject listed = Json.of("{\"a\":" + run(0, "stores", "list").out() + "}");
    assertThat(listed.getJsonArray("a").getJsonObject(0).getString("token")).isEqualTo(reference);

    run(0, "repo", "create", "notes", "--store", "team");
    run(0, "clone", "notes", "copy", "--store", "team", "--credential-helper");
    assertThat(folder.resolve("copy/.git/config"))
        .content()
        .contains("helper = !repostore credential --store 'team'");
    Path asked = Files.writeString(
        folder.resolve("asked"),
        "protocol=http\nhost=127.0.0.1:" + server.port() + "\npath=git/team/notes.git\n\n");
    assertThat(run(0, asked, "credential", "get", "--store", "team").out())
        .contains("password=art_v1_");

    run(0, "stores", "remove", "team");
    assertThat(run(2, "repo", "list", "--store", "team").err()).contains("no store named 'team'");
    assertThat(run(2, "stores", "remove", "team").err()).contains("no store named 'team'");
  }

  @Test
  void isWhatTheToolsOfAnAgentAreGiven() throws Exception {
    environment.put("MINE", SECRET);
    run(0, "stores", "add", "team", url("tools"), "--token-from", "env:MINE");
    Path call = Files.writeString(folder.resolve("calls"), """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
        "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list_repos","arguments":{}}}
        """);
    assertThat(run(0, call, "mcp", "--store", "team").out()).contains("\"id\":2", "repos");
    assertThat(run(2, "mcp", "--store", "nosuch").err()).contains("no store named 'nosuch'");
  }

  private void configure(String... lines) throws IOException {
    Path file = folder.resolve("config/repostore/stores.properties");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  @Test
  void opensWithNothingButItsOwnCredential() throws Exception {
    environment.put("WRONG", "another-secret");
    configure(
        "open.url=" + url("team"),
        "open.token=file:" + token("rw-r--r--"),
        "failing.url=" + url("team"),
        "failing.token=command:exit 7",
        "wrong.url=" + url("team"),
        "wrong.token=env:WRONG");
    assertThat(run(4, "repo", "list", "--store", "open").err()).contains("chmod 600");
    assertThat(run(4, "repo", "list", "--store", "failing").err()).contains("ended with 7");
    assertThat(run(4, "repo", "list", "--store", "wrong").err()).contains("access_refused");
  }

  @Test
  void aCredentialInTheFileIsRefusedAndNotShown() throws Exception {
    configure("team.url=" + url("team"), "team.token=" + SECRET);
    assertThat(run(2, "repo", "list", "--store", "team").err()).contains("env:VARIABLE");
    assertThat(run(0, "stores", "list").out()).contains("(not a reference)");
    assertThat(run(1, "doctor").out()).contains("\"healthy\":false");
  }

  /** It may ask its user something. */
  @Test
  void aCommandForATokenIsRunOnce() throws Exception {
    Path runs = folder.resolve("runs");
    configure(
        "team.url=" + url("team"), "team.token=command:echo run >> '" + runs + "'; echo " + SECRET);
    run(0, "doctor", "--store", "team");
    assertThat(runs).content().hasLineCount(1);
    environment.put("REPOSTORE_URL", "team");
    run(0, "doctor");
    assertThat(runs).content().hasLineCount(2);
    run(0, "repo", "list");
    assertThat(runs).content().hasLineCount(3);
  }
}
