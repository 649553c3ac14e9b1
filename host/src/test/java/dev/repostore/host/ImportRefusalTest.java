package dev.repostore.host;

import static dev.repostore.host.GitCommand.git;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import does not bring, and what is said of it. */
@Timeout(60)
class ImportRefusalTest extends ImportFixture {

  @Test
  void plainHttpIsRefusedInTheLiveWords() {
    InvalidRequestException refused =
        refused(ImportRepo.from(URI.create("http://" + PublicServer.HOST + "/src.git"), "new"));

    assertThat(refused.field()).contains("url");
    assertThat(refused.host().orElseThrow().code()).isEqualTo(10100);
    assertThat(refused.host().orElseThrow().text()).isEqualTo("Must be an HTTPS URL");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aStatusSaysWhatIsWrong() {
    Map<Integer, Integer> codes = Map.of(
        401, 10106, 403, 10106, 404, 10104, 410, 10104, 400, 10104, 429, 10401, 500, 10401, 503,
        10401);
    codes.forEach((status, code) -> {
      server.on("/src.git/info/refs", PublicServer.status(status));

      RepoStoreException failure = failure(request());

      assertThat(failure.host().orElseThrow().code()).as("status %s", status).isEqualTo(code);
      assertThat(failure.retryable()).isEqualTo(code == 10401);
      assertThat(failure).hasMessageContaining(request().url().toString());
    });
  }

  @Test
  void aLoginPromptNamesTheUrlAndTheStatus() {
    server.on("/src.git/info/refs", exchange -> {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
      exchange.sendResponseHeaders(401, -1);
    });

    assertThat(refused(request()))
        .hasMessage("Remote https://git.public.test/src.git returned HTTP 401; "
            + "only public repositories can be imported.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", ADVERTISEMENT})
  void whatIsNotGitIsRefused(String type) {
    server.on(
        "/src.git/info/refs",
        PublicServer.answer(type, "<html>hello</html>".getBytes(StandardCharsets.UTF_8)));

    assertThat(refused(request()).host().orElseThrow().code()).isEqualTo(10104);
  }

  @Test
  void aServerOfPlainFilesIsNotWalked() {
    server.on("/src.git/info/refs", PublicServer.answer("text/plain", new byte[0]));

    assertThat(refused(request()).host().orElseThrow().code()).isEqualTo(10104);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void garbageInPlaceOfAPackIsRefused() throws IOException {
    fill();
    server.on("/src.git/git-upload-pack", exchange -> {
      if (server.requests.size() < 3) {
        PublicServer.backend(source.getParent(), exchange);
      } else {
        PublicServer.answer(RESULT, new byte[1000]).handle(exchange);
      }
    });

    assertThat(failure(request())).isInstanceOf(RepoStoreException.class);
    assertThat(git(target, "for-each-ref")).isEmpty();
  }

  @Test
  void aSubmoduleThatIsATrapIsRefused() throws IOException {
    Path evil = temp.resolve("evil");
    Files.writeString(evil, "[submodule \"x\"]\n\tpath = x\n\turl = -u./x\n");
    String blob = git(source, "hash-object", "-w", evil.toString());
    Files.writeString(evil, "100644 blob " + blob + "\t.gitmodules\n");
    String tree = gitFrom(evil, "mktree");
    git(source, "update-ref", "refs/heads/trunk", git(source, "commit-tree", "-m", "evil", tree));

    assertThat(refused(request())).hasMessageContaining("breaks Git's rules");
  }

  @Test
  void anObjectThatBreaksGitsRulesIsRefused() throws IOException {
    Path evil = temp.resolve("evil");
    Files.writeString(evil, "x");
    String blob = git(source, "hash-object", "-w", evil.toString());
    Files.writeString(evil, "100644 blob " + blob + "\t.git\n");
    String tree = gitFrom(evil, "mktree");
    git(source, "update-ref", "refs/heads/trunk", git(source, "commit-tree", "-m", "evil", tree));

    assertThat(refused(request())).hasMessageContaining("breaks Git's rules");
    assertThat(git(target, "for-each-ref")).isEmpty();
  }

  @Test
  void aFileOrARepoThatIsTooLargeIsRefused() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    commit("trunk", "c1", noise);

    assertThat(refused(request(), limits(100_000, 1 << 30, 60)))
        .hasMessageContaining("a file larger than the 100000 bytes");
    assertThat(refused(request(), limits(1 << 20, 150_000, 60)))
        .hasMessageContaining("larger than the 150000 bytes");
    assertThat(run(request(), limits(200_000, 300_000, 60)).defaultBranch()).isEqualTo("trunk");
  }
}
