package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {

  private static final String SAID =
      "001e# service=git-upload-pack\n0000000eversion 2\n0013ls-refs=unborn\n0000";

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // clocks wrap around
  private final Capabilities known = new Capabilities(nanos::get);
  private final URL request = request("https://host/a/web.git");

  @TempDir
  Path folder;

  private static URL request(String remote) {
    try {
      return URI.create(remote + "/info/refs?service=git-upload-pack").toURL();
    } catch (MalformedURLException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }

  private String kept(URL of, String answer) throws IOException {
    byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
    byte[] read = known.keep(of, new ByteArrayInputStream(bytes)).readAllBytes();
    assertThat(read).isEqualTo(bytes);
    byte[] later = known.answer(of);
    return later == null ? "" : new String(later, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {SAID, "000eversion 2\n0000", "000dversion 20000"})
  void capabilitiesOfVersionTwoAreKept(String answer) throws Exception {
    assertThat(kept(request, answer)).isEqualTo(answer);
    assertThat(known.answer(request("https://host/a/other.git"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "000eversion 1\n0000",
        "000eversion 2\n0013ls-refs=unborn\n",
        "001e# service=git-upload-pack\n00000032abababababababababababababababababababab HEAD\n0000",
        "<html>000eversion 2\n0000"
      })
  void nothingElseIsKept(String answer) throws Exception {
    assertThat(kept(request, answer)).isEmpty();
  }

  @Test
  void whatIsLongIsNotKept() throws Exception {
    assertThat(kept(request, "000eversion 2\n" + "x".repeat(Capabilities.LONGEST) + "0000"))
        .isEmpty();
  }

  @Test
  void otherRequestsAreNotLookedAt() throws Exception {
    URL push =
        URI.create("https://host/a/web.git/info/refs?service=git-receive-pack").toURL();
    assertThat(kept(push, SAID)).isEmpty();
  }

  @Test
  void aMinuteLaterTheyAreForgotten() throws Exception {
    kept(request, SAID);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(known.answer(request)).isNotNull();
    nanos.incrementAndGet();
    assertThat(known.answer(request)).isNull();
  }

  @Test
  void theyAreForgottenWhenAsked() throws Exception {
    kept(request, SAID);
    known.forget(request);
    assertThat(known.answer(request)).isNull();
  }

  @Test
  void thoseOfAThousandRemotesAreKept() throws Exception {
    for (int i = 0; i < Capabilities.MOST; i++) {
      kept(request("https://host/" + i), SAID);
    }
    kept(request("https://host/0"), SAID); // is the youngest now
    kept(request, SAID);
    assertThat(known.answer(request("https://host/0"))).isNotNull();
    assertThat(known.answer(request("https://host/1"))).isNull();
    assertThat(known.answer(request("https://host/2"))).isNotNull();
  }

  @Test
  void whoComesBackSoonDoesNotAskAgain() throws Exception {
    try (WireFixture fixture = new WireFixture(folder).served()) {
      GitRemote remote = GitRemote.at(fixture.server.url()).withToken(Secret.of("art_v1_x"));
      remote.refs();
      int before = fixture.server.requests().size();
      remote.cloneInto(folder.resolve("clone"));
      assertThat(fixture
              .server
              .requests()
              .subList(before, fixture.server.requests().size()))
          .hasSize(2)
          .allMatch(line -> line.startsWith("POST /repo.git/git-upload-pack "));
    }
  }

  @Test
  void aRefusalIsToldAsEverAndHasThemAskedForAnew() throws Exception {
    try (WireFixture fixture = new WireFixture(folder).served()) {
      GitRemote remote = GitRemote.at(fixture.server.url()).withToken(Secret.of("art_v1_x"));
      remote.refs();
      fixture.server.letIn(token -> false);
      String first = refusal(remote);
      String second = refusal(remote);
      assertThat(first).isEqualTo(second).contains("refused the token");
      fixture.server.letIn(token -> true);
      int before = fixture.server.requests().size();
      remote.refs();
      assertThat(fixture.server.requests().get(before)).startsWith("GET ");
    }
  }

  @Test
  void thoseOfWhereARemoteRedirectsAreAskedForAnewAsWell() throws Exception {
    try (WireFixture fixture = new WireFixture(folder).served();
        TinyGitServer before = new TinyGitServer(folder.resolve("before"))) {
      before.redirectTo(origin(fixture.server));
      GitRemote remote = GitRemote.at(before.url());
      assertThat(remote.refs()).isNotEmpty();
      fixture.server.letIn(token -> false);
      refusal(remote);
      fixture.server.letIn(token -> true);
      int asked = fixture.server.requests().size();
      assertThat(remote.refs()).isNotEmpty();
      assertThat(fixture.server.requests().get(asked)).startsWith("GET ");
    }
  }

  @Test
  void aRemoteThatHasMovedMeanwhileIsFollowed() throws Exception {
    try (WireFixture fixture = new WireFixture(folder).served();
        TinyGitServer before = new TinyGitServer(folder.resolve("before"))) {
      GitRemote remote = GitRemote.at(before.url());
      assertThat(remote.refs()).isEmpty();
      before.redirectTo(origin(fixture.server));
      remote.cloneInto(folder.resolve("clone"));
      assertThat(folder.resolve("clone/a.txt")).exists();
    }
  }

  /** A request that changes nothing is sent again then, and so was the one that is saved now. */
  @Test
  void aConnectionThatTheRemoteClosesMeanwhileIsMadeAnew() throws Exception {
    try (WireFixture fixture = new WireFixture(folder).served()) {
      GitRemote remote = GitRemote.at(fixture.server.url());
      remote.refs();
      AtomicBoolean closed = new AtomicBoolean();
      fixture.server.whenAsked(() -> {
        if (!closed.getAndSet(true)) {
          throw new IllegalStateException("closes the connection");
        }
      });
      assertThat(remote.refs()).isNotEmpty();
      assertThat(closed).isTrue();
    }
  }

  private static String origin(TinyGitServer server) {
    return server.url().resolve("/").toString().replaceFirst("/$", "");
  }

  private static String refusal(GitRemote remote) {
    return assertThatExceptionOfType(GitException.class)
        .isThrownBy(remote::refs)
        .actual()
        .getMessage();
  }
}
