package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tree of errors, and the canary: a secret put into anything must not come out of it. */
class ExceptionsTest {

  private static final String CANARY = "art_v1_00canary00?expires=1";
  private static final Secret SECRET = Secret.of(CANARY);

  @Test
  void someFailuresMayPassAndOthersWillNot() {
    assertThat(new StoreUnavailableException("m").retryable()).isTrue();
    assertThat(new StoreUnavailableException("m", false, null, null).retryable())
        .isFalse();
    assertThat(new NotReadyException("m", Duration.ofSeconds(2)))
        .returns(true, NotReadyException::retryable)
        .returns(Duration.ofSeconds(2), NotReadyException::retryAfter);
    assertThat(new RateLimitedException("m", Duration.ofSeconds(3)))
        .returns(true, RateLimitedException::retryable)
        .returns(Duration.ofSeconds(3), RateLimitedException::retryAfter);
    assertThat(new NotFoundException("m").retryable()).isFalse();
    assertThat(new AlreadyExistsException("m").retryable()).isFalse();
    assertThat(new AccessRefusedException("m").retryable()).isFalse();
    assertThat(new InvalidRequestException(null, "m"))
        .returns(false, InvalidRequestException::retryable)
        .satisfies(whole -> assertThat(whole.field()).isEmpty());
  }

  @Test
  void whatTheHostSaidIsKept() {
    HostError said = new HostError(10200, "Repository not found");
    assertThat(new NotFoundException("m", said, null).host()).contains(said);
    assertThat(new NotFoundException("m").host()).isEmpty();
  }

  /** By reflection, so that no subtype that is added later is forgotten. */
  @TestFactory
  List<DynamicTest> noExceptionShowsASecret() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> type : RepoStoreException.class.getPermittedSubclasses()) {
      assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
      for (Constructor<?> constructor : type.getConstructors()) {
        tests.add(DynamicTest.dynamicTest(constructor.toString(), () -> {
          Object[] arguments = Arrays.stream(constructor.getParameterTypes())
              .map(ExceptionsTest::argument)
              .toArray();
          Throwable thrown = (Throwable) constructor.newInstance(arguments);
          assertThat(thrown.toString()).contains("***").doesNotContain("00canary00");
          assertThat(thrown.getMessage()).doesNotContain("00canary00");
        }));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(16);
    return tests;
  }

  private static Object argument(Class<?> type) {
    return Map.<Class<?>, Object>of(
            String.class,
            "It said " + CANARY + ".",
            HostError.class,
            new HostError(1, CANARY),
            Throwable.class,
            new IllegalStateException("cause"),
            Duration.class,
            Duration.ZERO,
            boolean.class,
            true,
            Capability.class,
            Capability.FORK)
        .get(type);
  }

  @Test
  void noRecordShowsASecret() {
    Token token = new Token("1", SECRET, Scope.READ, Instant.EPOCH);
    CreatedRepo created =
        new CreatedRepo("1", "a", null, "main", URI.create("http://host/a.git"), token, null);
    Object config =
        new dev.repostore.spi.StoreConfig("d", "t", Map.of(), SECRET, java.time.Clock.systemUTC());
    for (Object shown : List.of(
        SECRET, token, created, config, Set.of(SECRET), new HostError(1, "Bearer " + CANARY))) {
      assertThat(shown.toString()).contains("***").doesNotContain("00canary00");
    }
  }
}
