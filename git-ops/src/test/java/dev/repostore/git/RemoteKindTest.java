package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKindTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.org/a.git",
        "HTTPS://git.example.org:8443/a.git",
        "http://127.0.0.1:8080/a.git",
        "http://127.1.2.3/a.git",
        "http://localhost:1/a",
        "http://[::1]:1/a"
      })
  void theseNeedNoPermission(String url) {
    assertThatCode(() -> RemoteKind.require(URI.create(url), Set.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "http://git.example.org/a.git,PLAIN_HTTP",
    "http://127.evil.example/a.git,PLAIN_HTTP",
    "http://localhost.evil.example/a.git,PLAIN_HTTP",
    "http://127.0.0.1.evil.example/a.git,PLAIN_HTTP",
    "file:///etc/a.git,FILE",
    "/etc/a.git,FILE",
    "../a.git,FILE",
    "ssh://git@example.org/a.git,SSH",
    "git+ssh://example.org/a.git,SSH",
    "host:path/a.git,OTHER",
    "git://example.org/a.git,OTHER",
    "ftp://example.org/a.git,OTHER",
    "ext:sh,OTHER"
  })
  void theseNeedTheirOwn(String url, RemoteKind kind) {
    URI uri = URI.create(url);
    assertThatExceptionOfType(RemoteNotAllowedException.class)
        .isThrownBy(() -> RemoteKind.require(uri, EnumSet.complementOf(EnumSet.of(kind))))
        .withMessageContaining(kind.name());
    assertThatCode(() -> RemoteKind.require(uri, Set.of(kind))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:c0ffee5ec2e7@example.org/a.git",
        "https://c0ffee5ec2e7@example.org/a.git"
      })
  void aCredentialInAUrlIsRefusedAndNotShown(String url) {
    assertThatExceptionOfType(RemoteNotAllowedException.class)
        .isThrownBy(() -> GitRemote.at(URI.create(url)).refs())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("c0ffee5ec2e7"));
  }

  /** The kind is looked at again where a redirect leads. */
  @Test
  void aRedirectLeadsToNoForbiddenKind(@TempDir Path folder) throws Exception {
    try (TinyGitServer server = new TinyGitServer(folder.resolve("bare"))) {
      server.redirectTo("http://git.example.org");
      assertThatExceptionOfType(RemoteNotAllowedException.class)
          .isThrownBy(() -> GitRemote.at(server.url()).refs())
          .withMessageContaining("PLAIN_HTTP");
    }
  }

  @Test
  void whatTheUserHasConfiguredIsNotLookedAt(@TempDir Path folder) throws Exception {
    try (WireFixture fixture = new WireFixture(folder).served()) {
      Path clone = folder.resolve("clone");
      fixture.remote.cloneInto(clone);
      try (Checkout checkout = Checkout.open(Workspace.at(folder), clone)) {
        new RealGit(clone).run("config", "http.extraHeader", "Authorization: Basic eDp5");
        checkout.fetch(fixture.remote, Fetch.usual());
      }
      assertThat(fixture.server.authorizations()).noneMatch(header -> header.contains("Basic"));
    }
  }
}
