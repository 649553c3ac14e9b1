package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.AccessRefusedException;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.Namespace;
import dev.repostore.NotReadyException;
import dev.repostore.Scope;
import dev.repostore.StoreUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A create whose answer did not come is recognised as done when it was, and only then. */
class LostAnswerTest {

  private final FakeHost host = new FakeHost();
  private final FakePace pace = new FakePace();
  private final ArtifactsStore store = host.open(pace);

  @AfterEach
  void close() {
    store.close();
    host.close();
  }

  /** The host's clock is the machine's here, whatever the store's own says. */
  private static String repo(Instant createdAt, String description, String branch, String source) {
    return "{\"success\":true,\"result\":{\"id\":\"newid\",\"name\":\"x\",\"description\":"
        + quoted(description) + ",\"default_branch\":\"" + branch + "\",\"created_at\":\""
        + createdAt
        + "\",\"source\":" + quoted(source) + ",\"remote\":\"https://h/git/default/x.git\"}}";
  }

  private static String quoted(String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  private static String justMade() {
    return repo(Instant.now(), null, "main", null);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504, 524})
  void aCreateThatAGatewayGaveUpOn(int status) {
    host.then(status, "<html>").then(200, justMade()).thenFile(201, "token-created.json");
    CreatedRepo made = store.create("x");
    assertThat(made.id()).isEqualTo("newid");
    assertThat(made.firstToken().orElseThrow().id()).isEqualTo("tok0123456789abc");
    assertThat(host.lines()).containsExactly("POST /repos", "GET /repos/x", "POST /tokens");
    assertThat(host.seen().get(2).body())
        .contains("\"scope\":\"write\"")
        .contains("\"repo\":\"x\"");
  }

  @Test
  void aCreateWhoseConnectionWasCut() {
    host.thenHangUp().then(200, justMade()).thenFile(201, "token-created.json");
    assertThat(store.create("x").id()).isEqualTo("newid");
  }

  @Test
  void aCreateWhoseAnswerIsNotWhole() {
    host.then(201, "{\"result\":{\"id\":\"newid\",\"to")
        .then(200, justMade())
        .thenFile(201, "token-created.json");
    assertThat(store.create("x").id()).isEqualTo("newid");
  }

  @Test
  void aCreateThatTimedOutLeavesTimeToAsk() {
    try (RawHost stalled = RawHost.thatStalls();
        ArtifactsStore hasty =
            new ArtifactsStore(FakeHost.settings(stalled.baseUrl(), Duration.ofSeconds(2)), pace)) {
      assertThatThrownBy(() -> hasty.create("x"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("did not answer within 1.5 s");
      assertThat(stalled.lines())
          .contains("POST /client/v4/accounts/acc/artifacts/namespaces/default/repos HTTP/1.1")
          .contains("GET /client/v4/accounts/acc/artifacts/namespaces/default/repos/x HTTP/1.1");
    }
  }

  @Test
  void aRepoThatWasThereBeforeIsNotIt() {
    host.then(502, "bad").then(200, repo(Instant.now().minusSeconds(60), null, "main", null));
    StoreUnavailableException told =
        catchThrowableOfType(StoreUnavailableException.class, () -> store.create("x"));
    assertThat(told).hasMessageContaining("HTTP 502");
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void aRepoThatLooksDifferentIsNotIt() {
    CreateRepo request = CreateRepo.named("x").withDescription("mine").withDefaultBranch("trunk");
    for (String other : new String[] {
      repo(Instant.now(), "somebody else's", "trunk", null),
      repo(Instant.now(), "mine", "main", null),
      repo(Instant.now(), "mine", "trunk", "artifacts:default/y")
    }) {
      host.then(502, "bad").then(200, other);
      assertThatThrownBy(() -> store.create(request)).isInstanceOf(StoreUnavailableException.class);
    }
    host.then(502, "bad")
        .then(200, repo(Instant.now(), "mine", "trunk", null))
        .thenFile(201, "token-created.json");
    assertThat(store.create(request).id()).isEqualTo("newid");
  }

  @Test
  void aCreateThatWasNotDoneIsTheFailureItWas() {
    host.then(502, "bad").thenError(404, 10200, "Repository not found");
    assertThatThrownBy(() -> store.create("x"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("HTTP 502");
  }

  @Test
  void aHostThatCannotBeAskedLeavesTheFailureAsItWas() {
    host.then(502, "bad").thenError(403, 10000, "Authentication error");
    StoreUnavailableException told =
        catchThrowableOfType(StoreUnavailableException.class, () -> store.create("x"));
    assertThat(told).hasMessageContaining("HTTP 502").hasMessageContaining("look for 'x'");
    assertThat(told.getCause().getSuppressed())
        .singleElement()
        .isInstanceOf(AccessRefusedException.class);
  }

  @Test
  void anErrorOfTheHostItselfIsNoLostAnswer() {
    host.thenError(503, 10401, "upstream unavailable, please retry");
    assertThatThrownBy(() -> store.create("x")).isInstanceOf(StoreUnavailableException.class);
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void aForkIsItsSources() {
    host.then(504, "late")
        .then(200, repo(Instant.now(), null, "main", "artifacts:default/Parent"))
        .thenFile(201, "token-created.json");
    assertThat(store.fork("parent", ForkRepo.named("x")).id()).isEqualTo("newid");
    host.then(504, "late").then(200, repo(Instant.now(), null, "main", "artifacts:default/other"));
    assertThatThrownBy(() -> store.fork("parent", ForkRepo.named("x")))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void anImportThatOutlastsAGatewayIsWaitedFor() {
    ImportRepo request = ImportRepo.from(URI.create("https://example.org/a"), "x");
    host.then(524, "a timeout occurred")
        .thenError(409, 10302, "importing")
        .then(409, FakeHost.error(10302, "importing"), "Retry-After", "3")
        .then(200, repo(Instant.now(), null, "main", "git:https://example.org/a.git"))
        .thenFile(201, "token-created.json");
    CreatedRepo made = store.importRepo(request);
    assertThat(made.firstToken().orElseThrow().scope()).isEqualTo(Scope.READ);
    assertThat(pace.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
  }

  @Test
  void anImportThatIsNotReadyInTimeIsToldAsThat() {
    host.then(524, "a timeout occurred")
        .then(409, FakeHost.error(10302, "importing"), "Retry-After", "60");
    assertThatThrownBy(
            () -> store.importRepo(ImportRepo.from(URI.create("https://example.org/a"), "x")))
        .isInstanceOf(NotReadyException.class);
  }

  @Test
  void aNamespaceIsRecognisedToo() {
    String found = "{\"result\":{\"namespace\":\"team\",\"created_at\":\"" + Instant.now() + "\"}}";
    host.then(502, "bad").then(200, found);
    Namespace made = store.namespaces().create("team", null);
    assertThat(made.name()).isEqualTo("team");
    host.then(502, "bad")
        .then(200, found.replace(Instant.now().toString().substring(0, 4), "2020"));
    assertThatThrownBy(() -> store.namespaces().create("team", null))
        .isInstanceOf(StoreUnavailableException.class);
    host.then(502, "bad").thenError(404, 10200, "Namespace not found");
    assertThatThrownBy(() -> store.namespaces().create("team", null))
        .isInstanceOf(StoreUnavailableException.class);
  }
}
