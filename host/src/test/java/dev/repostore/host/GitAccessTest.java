package dev.repostore.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in: the tables of 3.3 and 9.2 of the contract, row by row. */
class GitAccessTest {

  private static final String FETCH = "git-upload-pack";
  private static final String PUSH = "git-receive-pack";

  @TempDir
  Path data;

  private GitServing serving;

  @BeforeEach
  void serve() throws Exception {
    serving = GitServing.strict(data);
  }

  @AfterEach
  void stop() throws Exception {
    serving.close();
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private String secretOnly() {
    return serving.writeToken.substring(0, serving.writeToken.indexOf('?'));
  }

  private void assertAnswer(HttpResponse<String> answer, int status, String text) {
    assertThat(answer.body()).isEqualTo(text);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(status == 401);
  }

  private void assertInvalid(String authorization) throws Exception {
    for (String service : new String[] {FETCH, PUSH}) {
      assertAnswer(
          serving.discover("web", service, authorization), 403, "Invalid or expired token");
    }
  }

  private void assertIn(String authorization) throws Exception {
    for (String service : new String[] {FETCH, PUSH}) {
      HttpResponse<String> answer = serving.discover("web", service, authorization);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).startsWith("001");
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/x-" + service + "-advertisement");
    }
  }

  @Nested
  class LetIn {
    @Test
    void bearerWithFullToken() throws Exception {
      assertIn("Bearer " + serving.writeToken);
    }

    @Test
    void bearerWithSecretOnly() throws Exception {
      assertIn("Bearer " + secretOnly());
    }

    @Test
    void bearerWithEditedExpiry() throws Exception {
      assertIn("Bearer " + secretOnly() + "?expires=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "any user", "art_v1_user"})
    void basicWithAnyUser(String user) throws Exception {
      assertIn(basic(user, secretOnly()));
      assertIn(basic(user, serving.writeToken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "BeAreR"})
    void schemeInAnyCase(String scheme) throws Exception {
      assertIn(scheme + " " + serving.writeToken);
      assertIn("bAsIc" + basic("x", serving.writeToken).substring(5));
    }

    @Test
    void repoInAnyCase() throws Exception {
      assertThat(serving.discover("WEB", FETCH, "Bearer " + serving.readToken).statusCode())
          .isEqualTo(200);
    }
  }

  @Nested
  class KeptOut {
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"Bearer", "Bearer ", "Digest abc", "Basic ###", "Basic eA=="})
    void withoutCredentials(String authorization) throws Exception {
      HttpResponse<String> answer = serving.discover("web", FETCH, authorization);
      assertAnswer(answer, 401, "Authentication required");
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .contains("Basic realm=\"artifacts\"");
    }

    @Test
    void withTheSecretAsUser() throws Exception {
      for (String password : new String[] {"", "x"}) {
        assertAnswer(
            serving.discover("web", FETCH, basic(secretOnly(), password)),
            401,
            "Authentication required");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "art_v1_0123456789012345678901234567890123456789"})
    void withAnUnknownToken(String token) throws Exception {
      assertInvalid("Bearer " + token);
      assertInvalid(basic("x", token));
    }

    @Test
    void withAnExpiredToken() throws Exception {
      serving.clock.advance(Duration.ofDays(2));
      assertInvalid("Bearer " + serving.writeToken);
    }

    @Test
    void withARevokedToken() throws Exception {
      var token = serving.host.mint("acme", "web", CreateToken.write());
      assertIn("Bearer " + token.secret().reveal());
      serving.host.revoke("acme", token.id());
      assertInvalid("Bearer " + token.secret().reveal());
    }

    @Test
    void withAForeignToken() throws Exception {
      NewRepo other = serving.host.create("acme", CreateRepo.named("other"));
      assertInvalid("Bearer " + other.token().secret().reveal());
    }

    @Test
    void fromADeletedRepo() throws Exception {
      serving.host.delete("acme", "web");
      assertInvalid("Bearer " + serving.writeToken);
      NewRepo successor = serving.host.create("acme", CreateRepo.named("web"));
      assertInvalid("Bearer " + serving.writeToken);
      assertIn("Bearer " + successor.token().secret().reveal());
    }

    @Test
    void fromAnUnknownRepo() throws Exception {
      assertAnswer(
          serving.discover("none", FETCH, "Bearer " + serving.writeToken),
          403,
          "Invalid or expired token");
      assertAnswer(serving.discover("none", FETCH, null), 401, "Authentication required");
    }

    @Test
    void fromPushingWithAReadToken() throws Exception {
      String authorization = "Bearer " + serving.readToken;
      assertAnswer(serving.discover("web", PUSH, authorization), 403, "Insufficient permissions");
      assertThat(serving.discover("web", FETCH, authorization).statusCode()).isEqualTo(200);
      HttpRequest push = HttpRequest.newBuilder(URI.create(serving.url() + "/git-receive-pack"))
          .header("Authorization", authorization)
          .header("Content-Type", "application/x-git-receive-pack-request")
          .POST(BodyPublishers.ofString("0000"))
          .build();
      assertAnswer(GitServing.send(push), 403, "Insufficient permissions");
    }
  }

  @Nested
  class ReadOnlyRepo {
    private String token;

    @BeforeEach
    void create() throws Exception {
      token = serving
          .host
          .create("acme", CreateRepo.named("frozen").withReadOnly(true))
          .token()
          .secret()
          .reveal();
    }

    @Test
    void refusesPushesAtDiscovery() throws Exception {
      HttpResponse<String> answer = serving.discover("frozen", PUSH, "Bearer " + token);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("'frozen' is read-only");
      assertThat(serving.discover("frozen", FETCH, "Bearer " + token).statusCode())
          .isEqualTo(200);
    }

    @Test
    void takesPushesAsTheLiveServiceDoes(@TempDir Path live) throws Exception {
      try (GitServing quirky = GitServing.live(live)) {
        String write = quirky
            .host
            .create("acme", CreateRepo.named("frozen").withReadOnly(true))
            .token()
            .secret()
            .reveal();
        assertThat(quirky.discover("frozen", PUSH, "Bearer " + write).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, web.git/info/refs",
    "GET, web.git/info/refs?service=git-archive",
    "GET, web.git/HEAD",
    "GET, web.git/objects/info/packs",
    "GET, web.git",
    "GET, web/info/refs?service=git-upload-pack",
    "POST, web/git-upload-pack",
    "GET, web.git/git-upload-pack",
    "POST, web.git/info/refs?service=git-upload-pack",
    "POST, web.git/info/lfs/objects/batch",
    "PUT, web.git/git-receive-pack",
    "GET, none.git/HEAD",
    "GET, ..%2fweb.git/info/refs?service=git-upload-pack",
  })
  void nothingElseIsServed(String method, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create(serving.url().replace("web.git", "") + path))
        .header("Authorization", "Bearer " + serving.writeToken)
        .method(method, BodyPublishers.noBody())
        .build();
    HttpResponse<String> answer = GitServing.send(request);
    if (path.startsWith("..")) {
      assertThat(answer.statusCode()).isIn(400, 404);
    } else {
      assertAnswer(answer, 404, "Not found");
    }
  }

  @Test
  void bodyMustBeWhatTheServiceTakes() throws Exception {
    for (String[] header : new String[][] {
      {"Content-Type", "text/plain"},
      {"Content-Encoding", "br"},
    }) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(serving.url() + "/git-upload-pack"))
          .header("Authorization", "Bearer " + serving.writeToken)
          .header("Content-Type", "application/x-git-upload-pack-request")
          .setHeader(header[0], header[1])
          .POST(BodyPublishers.ofString("0000"))
          .build();
      assertThat(GitServing.send(request).statusCode()).isEqualTo(415);
    }
  }
}
