package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.AccessRefusedException;
import dev.repostore.AlreadyExistsException;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.RateLimitedException;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code and status of the contract's section 6, and those every Cloudflare API has. */
class ArtifactsErrorsTest {

  private final FakeHost host = new FakeHost();
  private final ArtifactsStore store = host.open(new FakePace());

  @AfterEach
  void close() {
    store.close();
    host.close();
  }

  private RepoStoreException failure() {
    return catchThrowableOfType(RepoStoreException.class, () -> store.create("x"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, 10100, InvalidRequestException, false",
    "400, 10101, InvalidRequestException, false",
    "400, 10103, InvalidRequestException, false",
    "400, 10104, InvalidRequestException, false",
    "422, 10106, InvalidRequestException, false",
    "404, 10200, NotFoundException, false",
    "409, 10201, AlreadyExistsException, false",
    "409, 10301, NotReadyException, true",
    "409, 10302, NotReadyException, true",
    "409, 10303, NotReadyException, true",
    "500, 10400, StoreUnavailableException, true",
    "503, 10401, StoreUnavailableException, true",
    "413, 10402, StoreUnavailableException, false",
    "507, 10402, StoreUnavailableException, false",
    "400, 6003, AccessRefusedException, false",
    "403, 9109, AccessRefusedException, false",
    "400, 10000, AccessRefusedException, false",
    "403, 10004, AccessRefusedException, false",
    "404, 7003, InvalidRequestException, false",
    "429, 971, RateLimitedException, true",
    "429, 10100, RateLimitedException, true",
    "200, 10201, AlreadyExistsException, false",
    "401, 99999, AccessRefusedException, false",
    "403, 0, AccessRefusedException, false",
    "404, 99999, NotFoundException, false",
    "409, 99999, AlreadyExistsException, false",
    "400, 99999, InvalidRequestException, false",
    "418, 99999, InvalidRequestException, false",
    "407, 99999, StoreUnavailableException, false",
    "408, 99999, StoreUnavailableException, true",
    "500, 99999, StoreUnavailableException, true",
    "501, 99999, StoreUnavailableException, true"
  })
  void everyCodeAndStatusHasItsException(int status, int code, String kind, boolean retryable) {
    host.thenError(status, code, "in the host's words");
    RepoStoreException failure = failure();
    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.host().orElseThrow().code()).isEqualTo(code);
    assertThat(failure.host().orElseThrow().text()).isEqualTo("in the host's words");
    assertThat(failure)
        .hasMessageContaining("create the repo 'x'")
        .hasMessageContaining(host.authority())
        .hasMessageContaining("in the host's words");
  }

  @ParameterizedTest
  @CsvSource({"10101, name", "10103, ttl", "10104, url", "10106, url", "7003, account"})
  void theFieldFollowsFromTheCodeWhereTheHostDoesNotPointAtIt(int code, String field) {
    host.thenError(400, code, "wrong");
    assertThat(((InvalidRequestException) failure()).field()).contains(field);
  }

  @Test
  void theHostsPointerIsTheField() {
    host.thenFile(400, "error-name.json");
    assertThat(((InvalidRequestException) failure()).field()).contains("name");
    host.then(
        400,
        "{\"errors\":[{\"code\":10100,\"message\":\"m\",\"source\":{\"pointer\":\"/default_branch\"}}],"
            + "\"success\":false}");
    assertThat(((InvalidRequestException) failure()).field()).contains("default_branch");
  }

  @Test
  void aTakenNameAsDocumented() {
    host.thenFile(409, "error-exists.json");
    RepoStoreException failure = failure();
    assertThat(failure).isInstanceOf(AlreadyExistsException.class);
    assertThat(failure.host().orElseThrow().text()).isEqualTo("repo already exists: starter-repo");
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 7, 7000",
    "Retry-After, 0, 0",
    "retry-after, 1.5, 1500",
    "retry-after-ms, 250, 250",
    "retry-after, -5, 0",
    "retry-after, 99999999999999999999, 86400000",
    "retry-after, soon, 10000",
    "retry-after, NaN, 10000",
    "x-nothing, 1, 10000"
  })
  void aRateLimitTellsWhenToComeBack(String header, String value, long millis) {
    host.then(429, FakeHost.error(10429, "slow down"), header, value);
    RateLimitedException failure = (RateLimitedException) failure();
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(millis));
    assertThat(host.seen()).as("nothing waits or tries again by itself").hasSize(1);
  }

  @Test
  void aRateLimitOnAReadIsNotTriedAgainEither() {
    host.then(429, "Too many", "Retry-After", "3");
    RateLimitedException failure =
        catchThrowableOfType(RateLimitedException.class, () -> store.find("x"));
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void aRepoInTheMakingTellsWhenToComeBack() {
    host.then(409, FakeHost.error(10302, "importing"), "Retry-After", "4");
    NotReadyException told = catchThrowableOfType(NotReadyException.class, () -> store.find("x"));
    assertThat(told.retryAfter()).isEqualTo(Duration.ofSeconds(4));
    host.thenError(409, 4711, "conflict");
    NotReadyException untold = catchThrowableOfType(NotReadyException.class, () -> store.find("x"));
    assertThat(untold.retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aMissingRepoIsEmptyAndAMissingRouteIsNot() {
    host.thenError(404, 10200, "Repository not found");
    assertThat(store.find("x")).isEmpty();
    host.then(404, "404 Not Found");
    StoreUnavailableException wrongBase =
        catchThrowableOfType(StoreUnavailableException.class, () -> store.find("x"));
    assertThat(wrongBase).hasMessageContaining("base-url");
    assertThat(wrongBase.retryable()).isFalse();
  }

  @Test
  void aDamagedObjectWillNotPass() {
    host.thenError(500, 10400, "A stored git object is corrupt.");
    assertThat(failure().retryable()).isFalse();
  }

  @Test
  void aMissingSourceOfAForkIsNotFound() {
    host.thenError(404, 10200, "Repository not found");
    assertThat(catchThrowableOfType(
            NotFoundException.class,
            () -> store.fork("gone", dev.repostore.ForkRepo.named("copy"))))
        .hasMessageContaining("fork 'gone' as 'copy'");
  }

  @Test
  void aRefusedCredentialIsToldWithWhatItNeeds() {
    host.thenError(403, 10000, "Authentication error");
    assertThat(failure())
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("Artifacts Read and Edit");
  }

  @Test
  void theFirstErrorWithACodeIsTheOneThatCounts() {
    host.then(
        409,
        "{\"success\":false,\"errors\":[null,{\"message\":\"odd\"},{\"code\":\"10201\",\"message\":\"taken\"}]}");
    assertThat(failure()).isInstanceOf(AlreadyExistsException.class);
  }

  @Test
  void anErrorWithoutTextOrListIsStillOne() {
    host.then(400, "{\"success\":false,\"errors\":[]}");
    assertThat(failure())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("HTTP 400");
    host.then(400, "{\"success\":false,\"errors\":null}");
    assertThat(failure()).isInstanceOf(InvalidRequestException.class);
    host.then(400, "{\"success\":false,\"errors\":[{\"code\":10101}]}");
    assertThat(failure()).isInstanceOf(InvalidRequestException.class);
    host.then(400, "{\"success\":false,\"errors\":\"no\"}");
    assertThat(failure()).isInstanceOf(InvalidRequestException.class);
  }
}
