package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AccessRefusedException;
import dev.repostore.Capability;
import dev.repostore.HostError;
import dev.repostore.InvalidRequestException;
import dev.repostore.RateLimitedException;
import dev.repostore.RepoStatus;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import dev.repostore.UnsupportedCapabilityException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The table of the contract's section 6: one test a row, and what has no code of its own. */
class RestErrorsTest {

  private static final URI URL = URI.create("https://example.org/a.git");

  private static void assertAnswer(RepoStoreException failure, int status, int code, String field) {
    ErrorReply reply = RestErrors.reply(failure, true);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.field()).isEqualTo(field);
  }

  private static JsonObject json(ErrorReply reply) {
    try (var reader = Json.createReader(new ByteArrayInputStream(reply.json()))) {
      return reader.readObject().getJsonArray("errors").getJsonObject(0);
    }
  }

  @Test
  void code10100_invalidInput_400() {
    assertAnswer(HostErrors.invalid(10100, "limit", "m"), 400, 10100, "limit");
    assertAnswer(ImportErrors.notHttps("http"), 400, 10100, "url");
  }

  @Test
  void code10101_invalidRepoName_400() {
    InvalidRequestException failure = new InvalidRequestException("name", "clear");
    assertAnswer(failure, 400, 10101, "name");
    assertThat(RestErrors.reply(failure, true).message())
        .contains("/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/");
    assertThat(RestErrors.reply(failure, false).message()).isEqualTo("clear");
  }

  @Test
  void code10103_invalidTtl_400() {
    assertAnswer(new InvalidRequestException("ttl", "m"), 400, 10103, "ttl");
  }

  @Test
  void code10104_invalidUrl_400() {
    assertAnswer(new InvalidRequestException("url", "m"), 400, 10104, "url");
    assertAnswer(ImportErrors.noGitAt(URL, null), 400, 10104, "url");
  }

  @Test
  void code10106_remoteAuthRequired_422() {
    assertAnswer(ImportErrors.needsLogin(URL, 401), 422, 10106, "url");
  }

  @Test
  void code10200_notFound_404() {
    assertAnswer(HostErrors.repoNotFound("a"), 404, 10200, null);
    assertThat(RestErrors.reply(HostErrors.repoNotFound("a"), true).message())
        .isEqualTo("Repository not found");
    assertThat(RestErrors.reply(HostErrors.namespaceNotFound("a"), true).message())
        .isEqualTo("Namespace not found");
  }

  @Test
  void code10201_alreadyExists_409_notToBeRetried() {
    assertAnswer(HostErrors.repoExists("a"), 409, 10201, null);
    assertThat(RestErrors.reply(HostErrors.repoExists("a"), true).headers())
        .containsEntry("x-should-retry", "false");
  }

  @Test
  void codes10301to10303_inProgress_409_toBeRetried() {
    assertAnswer(HostErrors.notReady("a", RepoStatus.CREATING), 409, 10301, null);
    assertAnswer(HostErrors.notReady("a", RepoStatus.IMPORTING), 409, 10302, null);
    assertAnswer(HostErrors.notReady("a", RepoStatus.FORKING), 409, 10303, null);
    assertThat(
            RestErrors.reply(HostErrors.notReady("a", RepoStatus.FORKING), true).headers())
        .containsEntry("Retry-After", "1")
        .doesNotContainKey("x-should-retry");
  }

  @Test
  void code10400_internalError_500_notToBeRetried() {
    assertAnswer(HostErrors.corrupt(null), 500, 10400, null);
    assertThat(RestErrors.reply(HostErrors.corrupt(null), true).message())
        .isEqualTo("A stored git object is corrupt.");
    assertThat(RestErrors.reply(HostErrors.corrupt(null), true).headers())
        .containsEntry("x-should-retry", "false");
  }

  @Test
  void code10401_upstreamUnavailable_502() {
    assertAnswer(ImportErrors.failing(URL, 503), 502, 10401, null);
    assertAnswer(ImportErrors.tooSlow(URL, 600), 502, 10401, null);
  }

  @Test
  void code10402_memoryLimit_413() {
    assertAnswer(ImportErrors.tooManyObjects(9, 8), 413, 10402, null);
  }

  @Test
  void code10004_notAllowed_403() {
    assertAnswer(new AccessRefusedException("m"), 403, 10004, null);
  }

  @Test
  void code971_rateLimited_429_roundedUp() {
    RateLimitedException failure = new RateLimitedException("m", Duration.ofMillis(1001));
    assertAnswer(failure, 429, 971, null);
    assertThat(RestErrors.reply(failure, false).headers()).containsEntry("Retry-After", "2");
  }

  @Test
  void whatMayPassIs503() {
    StoreUnavailableException busy = new StoreUnavailableException("m");
    assertAnswer(busy, 503, 10400, null);
    assertThat(RestErrors.reply(busy, true).headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void whatTheHostCannotDoIs400() {
    assertAnswer(new UnsupportedCapabilityException("local", Capability.FORK), 400, 10100, null);
  }

  @Test
  void onlyTheCodesOfThePageLinkToIt() {
    assertThat(json(RestErrors.reply(HostErrors.repoNotFound("a"), true))
            .getString("documentation_url"))
        .isEqualTo("https://developers.cloudflare.com/artifacts/api/errors#10200");
    assertThat(json(RestErrors.reply(401, "m")).containsKey("documentation_url"))
        .isFalse();
    assertThat(json(RestErrors.reply(401, "m")).containsKey("source")).isFalse();
  }

  @Test
  void anUnexpectedFailureTellsItsRequestIdAndNothingElse() {
    ErrorReply reply = RestErrors.unexpected("abc123");
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.code()).isEqualTo(10400);
    assertThat(reply.message()).contains("abc123");
  }

  @Test
  void theHostsOwnWordsAreUsedUnderLiveQuirks() {
    InvalidRequestException failure =
        new InvalidRequestException("x", "clear", new HostError(10100, "live"), null);
    assertThat(RestErrors.reply(failure, true).message()).isEqualTo("live");
    assertThat(RestErrors.reply(failure, false).message()).isEqualTo("clear");
  }
}
