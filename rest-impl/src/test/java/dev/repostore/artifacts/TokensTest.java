package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.CreateToken;
import dev.repostore.InvalidRequestException;
import dev.repostore.RateLimitedException;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telling whether a token works, and making it stop. */
class TokensTest {

  private static final String ADVERT = "001e# service=git-upload-pack\n0000";
  private static final Secret TOKEN =
      Secret.of("art_v2_x_" + "a".repeat(40) + "?expires=1791417600");
  private static final String NOT_FOUND = FakeHost.error(10200, "Token not found");

  private final FakeHost host = new FakeHost();
  private final ArtifactsStore store = host.open(new FakePace());

  @AfterEach
  void close() {
    assertThat(host.usedUp()).isTrue();
    store.close();
    host.close();
  }

  private FakeHost thenRepo(boolean readOnly) {
    return host.then(
        200,
        FakeHost.resource("get.json")
            .replace("https://acc.artifacts.cloudflare.net", "http://" + host.authority())
            .replace("\"read_only\": false", "\"read_only\": " + readOnly));
  }

  private FakeHost thenRepo() {
    return thenRepo(false);
  }

  private static String[] git(String service) {
    return new String[] {"Content-Type", "application/x-git-" + service + "-advertisement"};
  }

  @Test
  void aWriteTokenIsLetInTwice() {
    thenRepo().then(200, ADVERT, git("upload-pack")).then(200, ADVERT, git("receive-pack"));
    assertThat(store.validateToken("starter-repo", TOKEN))
        .isEqualTo(TokenCheck.valid(Scope.WRITE, Instant.ofEpochSecond(1791417600)));
    assertThat(host.lines())
        .containsExactly(
            "GET /repos/starter-repo",
            "GET /git/default/starter-repo.git/info/refs?service=git-upload-pack",
            "GET /git/default/starter-repo.git/info/refs?service=git-receive-pack");
    assertThat(host.seen().get(1).header("Authorization")).isEqualTo("Bearer " + TOKEN.reveal());
    assertThat(host.seen().get(1).header("Git-Protocol")).isEqualTo("version=2");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void aReadTokenIsLetInOnce(int status) {
    thenRepo().then(200, ADVERT, git("upload-pack")).then(status, "Insufficient permissions");
    assertThat(store.validateToken("starter-repo", Secret.of("art_v1_" + "b".repeat(40))))
        .isEqualTo(TokenCheck.valid(Scope.READ, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void aTokenThatIsNotLetInIsInvalid(int status) {
    thenRepo().then(status, "Invalid or expired token");
    assertThat(store.validateToken("starter-repo", TOKEN)).isEqualTo(TokenCheck.INVALID);
  }

  @Test
  void aWriteTokenOfAReadOnlyRepoIsTold() {
    thenRepo(true)
        .then(200, ADVERT, git("upload-pack"))
        .then(403, "The repo 'starter-repo' is read-only. Fork it and push to the fork.");
    assertThat(store.validateToken("starter-repo", TOKEN).scope()).isEqualTo(Scope.WRITE);
    thenRepo(true).then(200, ADVERT, git("upload-pack")).then(403, "Insufficient permissions");
    assertThat(store.validateToken("starter-repo", TOKEN).scope()).isEqualTo(Scope.READ);
  }

  @Test
  void aTokenOfARepoThatDoesNotExistIsInvalid() {
    host.thenError(404, 10200, "Repository not found");
    assertThat(store.validateToken("gone", TOKEN)).isEqualTo(TokenCheck.INVALID);
  }

  @Test
  void aTokenThatFitsNoHeaderIsInvalidWithoutAsking() {
    assertThat(store.validateToken("x", Secret.of("not a tökén"))).isEqualTo(TokenCheck.INVALID);
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void aTokenIsNotSentInTheClear() {
    host.then(
        200,
        FakeHost.resource("get.json").replace("https://acc.artifacts", "http://acc.artifacts"));
    assertThatThrownBy(() -> store.validateToken("starter-repo", TOKEN))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("remote"));
  }

  @Test
  void aRemoteThatIsNoGitServerIsNoYes() {
    thenRepo().then(200, "<html>Welcome</html>", "Content-Type", "text/html");
    assertThatThrownBy(() -> store.validateToken("starter-repo", TOKEN))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("no Git server");
  }

  @Test
  void aRemoteThatRedirectsIsNotFollowed() {
    thenRepo().then(302, "", "Location", "http://" + host.authority() + "/elsewhere");
    assertThatThrownBy(() -> store.validateToken("starter-repo", TOKEN))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("points elsewhere");
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void aRemoteThatIsOverItsLimitIsTyped() {
    thenRepo().then(429, "slow down", "Retry-After", "2");
    assertThatThrownBy(() -> store.validateToken("starter-repo", TOKEN))
        .isInstanceOf(RateLimitedException.class);
  }

  @Test
  void aTokenMadeHereIsRevokedByItsIdOrItsValueAtOnce() {
    host.thenFile(201, "token-created.json")
        .thenFile(200, "delete.json")
        .thenFile(200, "delete.json");
    Token token = store.createToken("Starter-Repo", CreateToken.read());
    assertThat(store.revokeToken("starter-repo", token.id())).isTrue();
    assertThat(store.revokeToken("starter-repo", token.secret())).isTrue();
    assertThat(host.lines())
        .containsExactly(
            "POST /tokens", "DELETE /tokens/tok0123456789abc", "DELETE /tokens/tok0123456789abc");
  }

  @Test
  void aTokenMadeElsewhereIsLookedForInTheReposList() {
    host.thenFile(200, "tokens.json")
        .then(
            200,
            FakeHost.resource("tokens.json")
                .replace("\"page\": 1", "\"page\": 2")
                .replace("tok0123456789abd", "tok-wanted"))
        .thenFile(200, "delete.json");
    assertThat(store.revokeToken("starter-repo", "tok-wanted")).isTrue();
    assertThat(host.lines())
        .containsExactly(
            "GET /repos/starter-repo/tokens?state=all&per_page=100",
            "GET /repos/starter-repo/tokens?state=all&per_page=100&page=2",
            "DELETE /tokens/tok-wanted");
  }

  @Test
  void aTokenOfAnotherRepoIsLeftAlone() {
    host.thenFile(201, "token-created.json")
        .thenFile(200, "list-page.json")
        .thenError(404, 10200, "Repository not found");
    Token token = store.createToken("one", CreateToken.read());
    assertThat(store.revokeToken("two", token.id())).isFalse();
    assertThat(store.revokeToken("two", token.secret())).isFalse();
    assertThat(store.revokeToken("gone", "../namespaces")).isFalse();
    assertThat(host.lines()).noneMatch(line -> line.startsWith("DELETE"));
  }

  @Test
  void aTokenTheHostHasForgottenIsTold() {
    host.thenFile(201, "token-created.json").then(404, NOT_FOUND);
    Token token = store.createToken("one", CreateToken.read());
    assertThat(store.revokeToken("one", token.secret())).isFalse();
  }

  @Test
  void anIdIsEncodedInThePath() {
    host.then(200, FakeHost.resource("tokens.json").replace("tok0123456789abc", "a/../b?c#d%"))
        .then(200, FakeHost.resource("list-page.json"))
        .thenFile(200, "delete.json");
    assertThat(store.revokeToken("one", "a/../b?c#d%")).isTrue();
    assertThat(host.lines()).contains("DELETE /tokens/a%2F..%2Fb%3Fc%23d%25");
  }

  @Test
  void aValueNobodyHereMadeMustBeRevokedByItsId() {
    assertThatThrownBy(() -> store.revokeToken("one", TOKEN))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("token"));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void theFirstTokenOfARepoIsFoundByWhenItExpires() {
    String tokens = FakeHost.resource("tokens.json")
        .replace("\"total_pages\": 2", "\"total_pages\": 1")
        .replace("2026-10-09T11:00:00.000Z", "2026-10-08T12:00:00.640Z");
    host.then(201, FakeHost.resource("create-live.json").replace("1791417600", "1791460800"))
        .then(200, tokens)
        .thenFile(200, "delete.json");
    Secret first = store.create("starter-repo").firstToken().orElseThrow().secret();
    assertThat(store.revokeToken("starter-repo", first)).isTrue();
    assertThat(host.lines()).endsWith("DELETE /tokens/tok0123456789abd");
  }

  @Test
  void theFirstTokenThatCouldBeTwoIsNotGuessed() {
    String tokens = FakeHost.resource("tokens.json")
        .replace("\"total_pages\": 2", "\"total_pages\": 1")
        .replace("\"read\"", "\"write\"")
        .replace("2026-10-09T11:00:00.000Z", "2026-10-08T13:00:00.000Z");
    host.then(201, FakeHost.resource("create-live.json").replace("1791417600", "1791464400"))
        .then(200, tokens);
    Secret first = store.create("starter-repo").firstToken().orElseThrow().secret();
    assertThatThrownBy(() -> store.revokeToken("starter-repo", first))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void whatIsRememberedIsBoundedAndHashed() {
    Minted minted = new Minted();
    for (int i = 0; i <= Minted.MOST; i++) {
      minted.remember(
          "r",
          new Token("id" + i, Secret.of("value" + i + "?expires=1"), Scope.READ, Instant.EPOCH));
    }
    assertThat(minted.has("r", "id0")).isFalse();
    assertThat(minted.find(Secret.of("value0"))).isEmpty();
    assertThat(minted.has("R", "id1")).isTrue();
    assertThat(minted.find(Secret.of("value1")).orElseThrow().id()).isEqualTo("id1");
    assertThat(minted.find(Secret.of("value1?expires=7"))).isPresent();
    assertThat(minted.find(Secret.of("value1")).orElseThrow().toString()).doesNotContain("value1");
  }
}
