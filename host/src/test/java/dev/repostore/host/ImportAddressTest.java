package dev.repostore.host;

import static dev.repostore.host.GitCommand.fsck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStoreException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which hosts an import goes to. */
@Timeout(60)
class ImportAddressTest extends ImportFixture {

  @Test
  void aNameWithAPrivateAddressIsNeverDialled() {
    for (String address : List.of(
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1")) {
      server.name(PublicServer.HOST, address);

      InvalidRequestException refused = refused(request());

      assertThat(refused.host().orElseThrow().code()).isEqualTo(10104);
      assertThat(refused).hasMessageContaining("not a public address");
    }
    assertThat(server.dialled).isEmpty();
  }

  @Test
  void aLiteralAddressIsNoWayAround() {
    for (String host : List.of(
        "127.0.0.1", "localhost", "localhost.", "2130706433", "[::1]", "[::ffff:7f00:1]", "0")) {
      URI url = URI.create("https://" + host + ":" + server.port() + "/src.git");

      assertThat(failure(ImportRepo.from(url, "new"))).isInstanceOf(InvalidRequestException.class);
    }
    assertThat(server.dialled).isEmpty();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aRedirectIntoAPrivateAddressIsNotFollowed() {
    server.on(
        "/src.git/info/refs",
        PublicServer.redirect("https://127.0.0.1:" + server.port() + "/x.git/info/refs"));

    assertThat(refused(request())).hasMessageContaining("'127.0.0.1' is not a public address");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void aRedirectToAnotherPublicHostIsFollowedForThePackAsWell() throws IOException {
    fill();
    server.name("other.public.test", "93.184.216.35");
    server.on(
        "/old.git/info/refs", PublicServer.redirect("https://other.public.test/src.git/info/refs"));

    run(ImportRepo.from(server.url("/old.git"), "new"));

    fsck(target);
    assertThat(server.dialled).contains("93.184.216.34", "93.184.216.35");
  }

  @Test
  void noRedirectLeadsToAHostThatIsNotAllowed() throws IOException {
    fill();
    server.name("other.public.test", "93.184.216.35");
    server.on(
        "/old.git/info/refs", PublicServer.redirect("https://other.public.test/src.git/info/refs"));
    ImportRepo request = ImportRepo.from(server.url("/old.git"), "new");

    assertThat(refused(request, settings().withImportHosts(List.of("GIT.public.test."))))
        .hasMessageContaining("'other.public.test' are not allowed");
    assertThat(server.dialled).containsOnly("93.184.216.34");

    run(request, settings().withImportHosts(List.of("nowhere.test", "public.test")));
    fsck(target);
  }

  @Test
  void anotherHostIsNotEvenAsked() {
    HostSettings settings = settings().withImportHosts(List.of("it.public.test"));

    assertThat(refused(request(), settings)).hasMessageContaining("not allowed");
    assertThat(server.dialled).isEmpty();
  }

  @Test
  void aNameThatTurnsPrivateBetweenRequestsIsCaught() throws IOException {
    fill();
    server.on("/src.git/info/refs", exchange -> {
      server.name(PublicServer.HOST, "127.0.0.1");
      exchange.getResponseHeaders().set("Connection", "close");
      PublicServer.backend(source.getParent(), exchange);
    });

    assertThat(refused(request())).hasMessageContaining("not a public address");
  }

  @Test
  void redirectsEndAndStayOnHttps() {
    server.on("/loop.git/info/refs", PublicServer.redirect("/loop.git/info/refs"));
    server.on(
        "/plain.git/info/refs", PublicServer.redirect("http://git.public.test/src.git/info/refs"));

    assertThat(refused(ImportRepo.from(server.url("/loop.git"), "new")))
        .hasMessageContaining("redirects");
    assertThat(server.requests).hasSizeLessThan(8);
    assertThat(refused(ImportRepo.from(server.url("/plain.git"), "new")))
        .hasMessageContaining("redirects");
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    server.name("wrong.public.test", "93.184.216.34");
    URI url = URI.create("https://wrong.public.test/src.git");

    assertThat(refused(ImportRepo.from(url, "new"))).hasMessageContaining("certificate");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aCertificateNobodyKnowsIsRefused() {
    Outside strict = new Outside(server.outside().names(), server.outside().route(), null);

    RepoStoreException failure = catchThrowableOfType(
        RepoStoreException.class, () -> Importer.run(request(), target, settings(), strict));

    assertThat(failure).hasMessageContaining("certificate");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aHostThatIsNotThereIsUnavailable() {
    RepoStoreException failure =
        failure(ImportRepo.from(URI.create("https://nowhere.invalid/x.git"), "new"));

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.host().orElseThrow().code()).isEqualTo(10401);
  }
}
