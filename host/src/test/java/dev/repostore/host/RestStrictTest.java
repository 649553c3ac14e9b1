package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API does unless told to do as the live service. */
class RestStrictTest {

  @TempDir
  static Path folder;

  private static TestServer server;
  private static TestContent content;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.strict(folder.resolve("data"));
    content = new TestContent(new TestSpace(server, "content"), "demo", folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void tokensLookAsTheGuideShowsThem() {
    Answer made = new TestSpace(server, "tokens").create("{\"name\":\"a\"}");
    assertThat(made.result().getString("token"))
        .matches("art_v1_[0-9a-f]{40}\\?expires=1780401600");
  }

  @Test
  void deletingTwiceIsNotFound() {
    TestSpace space = new TestSpace(server, "twice");
    space.created("a");
    assertThat(server.delete(space.repo("a")).status()).isEqualTo(202);
    assertThat(server.delete(space.repo("a")).status()).isEqualTo(404);
  }

  @Test
  void pushesAreSeenInTheRepo() {
    Answer repo = server.get(content.space.repo("demo"));
    assertThat(repo.result().isNull("last_push_at")).isFalse();
  }

  @Test
  void aRepoIsFoundWhateverItsCaseAndKeepsItsSpelling() {
    TestSpace space = new TestSpace(server, "case");
    space.created("MixedCase");
    Answer found = server.get(space.repo("mixedcase"));
    assertThat(found.result().getString("name")).isEqualTo("MixedCase");
    assertThat(space.create("{\"name\":\"MIXEDCASE\"}").status()).isEqualTo(409);
  }

  @Test
  void aNamespaceWithReposIsNotDeleted() {
    TestSpace space = new TestSpace(server, "full");
    space.created("a");
    Answer refused = server.delete(space.path());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("still has 1 repo");
    server.delete(space.repo("a"));
    assertThat(server.delete(space.path()).status()).isEqualTo(204);
    assertThat(server.delete(space.path()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "refs/heads/main", "refs/tags/v1", "heads/main", "main", "v1"})
  void logTakesEveryUsualNameOfARef(String ref) {
    assertThat(server.get(content.space.repo("demo") + "/log?ref=" + ref).results())
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feature/x/feature.txt",
        "feature%2Fx/feature.txt",
        "refs/heads/feature/x/feature.txt",
        "main/docs/notes.txt",
        "main/docs%2Fnotes.txt",
        "HEAD/README.md",
        "v1/README.md"
      })
  void rawTakesRefsWithSlashes(String refAndPath) {
    Answer file = server.get(content.space.repo("demo") + "/raw/" + refAndPath);
    assertThat(file.status()).as(file.text()).isEqualTo(200);
  }

  @Test
  void theTreeOfACommitIsToldFromADamagedOne() {
    Answer tree = server.get(content.space.repo("demo") + "/tree/" + content.first);
    assertThat(tree.status()).isEqualTo(404);
    assertThat(tree.message()).contains("treeHash");
  }

  @Test
  void messagesSayWhatToDo() {
    TestSpace space = new TestSpace(server, "clear");
    assertThat(server.get(space.repos() + "?limit=500").message())
        .isEqualTo("The query field 'limit' must be a whole number from 1 to 200.");
    assertThat(server.get(space.repos() + "?limit=1.5").message())
        .isEqualTo("The query field 'limit' must be a whole number from 1 to 200.");
    assertThat(server.get(space.repos() + "?direction=up").message())
        .isEqualTo("The query field 'direction' must be one of asc, desc.");
    assertThat(server.get(space.repo("none")).message())
        .isEqualTo("There is no repo named 'none'. List the repos to see those there are.");
    assertThat(server.get(content.space.repo("demo") + "/commit/xyz").message())
        .contains("40 hex digits");
  }

  @Test
  void withoutACredentialNothingIsAnswered() {
    Answer refused = server.send(server.anonymous(content.space.repo("demo")).GET());
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo(10000);
    assertThat(refused.header("www-authenticate")).startsWith("Bearer");
    assertThat(refused.error().containsKey("documentation_url")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer",
        "Bearer ",
        "Basic eDpjYW5hcnktZWRpdC0wMTIzNDU2Nzg5",
        TestServer.API_TOKEN,
        "Bearer " + TestServer.API_TOKEN + "x",
        "Bearer  x " + TestServer.API_TOKEN
      })
  void aWrongCredentialIsRefused(String header) {
    Answer refused = server.send(server
        .anonymous(content.space.repo("demo"))
        .header("Authorization", header)
        .GET());
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo(10000);
  }

  @Test
  void aRepoTokenDoesNotOpenTheApi() {
    TestSpace space = new TestSpace(server, "own");
    String token = space.create("{\"name\":\"a\"}").result().getString("token");
    Answer refused = server.send(server
        .anonymous(space.repo("a"))
        .header("Authorization", "Bearer " + token)
        .GET());
    assertThat(refused.status()).isEqualTo(401);
  }

  @Test
  void theSchemeMayBeWrittenInAnyCase() {
    Answer found = server.send(server
        .anonymous(content.space.repo("demo"))
        .header("Authorization", "bEARER " + TestServer.API_TOKEN)
        .GET());
    assertThat(found.status()).isEqualTo(200);
  }

  @Test
  void theReadingCredentialReadsOnly() {
    TestSpace space = new TestSpace(server, "reader");
    space.created("a");
    String reader = "Bearer " + TestServer.READ_TOKEN;
    assertThat(server
            .send(server
                .anonymous(space.repo("a"))
                .header("Authorization", reader)
                .GET())
            .status())
        .isEqualTo(200);
    Answer post = server.send(server
        .anonymous(space.repos())
        .header("Authorization", reader)
        .POST(BodyPublishers.ofString("{\"name\":\"b\"}")));
    assertThat(post.status()).isEqualTo(403);
    assertThat(post.json().getBoolean("success")).isFalse();
    Answer delete = server.send(
        server.anonymous(space.repo("a")).header("Authorization", reader).DELETE());
    assertThat(delete.status()).isEqualTo(403);
    assertThat(server.get(space.repo("a")).status()).isEqualTo(200);
  }

  @Test
  void aMethodARouteDoesNotHaveIsNamed() {
    Answer put =
        server.send(server.request(content.space.repo("demo")).PUT(BodyPublishers.ofString("{}")));
    assertThat(put.status()).isEqualTo(405);
    assertThat(put.header("allow")).isEqualTo("DELETE, GET");
    assertThat(put.text()).isEqualTo("405 Method Not Allowed");
  }

  @Test
  void headIsGetWithoutTheBody() {
    Answer get = server.get(content.space.repo("demo"));
    Answer head = server.send(
        server.request(content.space.repo("demo")).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/api", "/edge/v1/api"})
  void theOlderPlacesHaveReposAndTokensButNoNamespaces(String place) {
    TestSpace space = new TestSpace(server, "older" + place.length());
    String repos = place + "/namespaces/" + space.name() + "/repos";
    assertThat(server.post(repos, "{\"name\":\"a\"}").status()).isEqualTo(201);
    assertThat(server.get(repos).results()).hasSize(1);
    Answer token =
        server.post(place + "/namespaces/" + space.name() + "/tokens", "{\"repo\":\"a\"}");
    assertThat(token.status()).isEqualTo(201);
    assertThat(server
            .delete(place + "/namespaces/" + space.name() + "/tokens/"
                + token.result().getString("id"))
            .status())
        .isEqualTo(200);
    assertThat(server.get(repos + "/a/tokens").results()).hasSize(1);
    assertThat(server.get(repos + "/a/log").status()).isEqualTo(200);
    assertThat(server.get(place + "/namespaces").status()).isEqualTo(404);
    assertThat(server.get(place + "/namespaces/" + space.name()).text()).isEqualTo("404 Not Found");
    assertThat(server.delete(repos + "/a").status()).isEqualTo(202);
  }

  @Test
  void everyAnswerCanBeFoundInTheLog() {
    Answer answer = server.get(content.space.repo("demo"));
    assertThat(answer.header("x-request-id")).matches("[0-9a-f]{16}");
    assertThat(answer.header("server")).isNull();
  }
}
