package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.Answers.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.withSettings;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every store has without its driver's doing. */
class RepoStoreTest {

  private static final Map<Capability, Consumer<RepoStore>> OPTIONAL = Map.of(
      Capability.FORK, store -> store.fork("a", ForkRepo.named("b")),
      Capability.IMPORT,
          store -> store.importRepo(ImportRepo.from(URI.create("https://host/x.git"), "b")),
      Capability.CREATE_TOKEN, store -> store.createToken("a", CreateToken.read()),
      Capability.LIST_TOKENS, store -> store.tokens("a", ListTokens.all()),
      Capability.VALIDATE_TOKEN, store -> store.validateToken("a", Secret.of("s")),
      Capability.REVOKE_TOKEN, store -> store.revokeToken("a", "id"),
      Capability.READ_CONTENT, store -> store.content("a"),
      Capability.NAMESPACES, RepoStore::namespaces);

  @Test
  void everyOptionalOperationIsListedHere() {
    Set<Capability> withAMethod = EnumSet.complementOf(EnumSet.of(Capability.READ_ONLY));
    assertThat(OPTIONAL.keySet()).isEqualTo(withAMethod);
  }

  @TestFactory
  Stream<DynamicTest> undeclaredThrowsAndAsksNobody() {
    return OPTIONAL.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey().name(), () -> {
          RepoStore store = mock(withSettings().defaultAnswer(CALLS_REAL_METHODS));
          doReturn(new StoreInfo("bare", "nowhere", "ns", Set.of())).when(store).info();
          assertThatExceptionOfType(UnsupportedCapabilityException.class)
              .isThrownBy(() -> entry.getValue().accept(store))
              .withMessageContaining("'bare'")
              .withMessageContaining(entry.getKey().name())
              .satisfies(lacking -> assertThat(lacking.capability()).isEqualTo(entry.getKey()))
              .satisfies(lacking -> assertThat(lacking.retryable()).isFalse());
          assertThat(mockingDetails(store).getInvocations())
              .extracting(call -> call.getMethod().getName())
              .filteredOn(name -> !name.equals("info"))
              .hasSize(1);
        }));
  }

  @Test
  void revokingByValueIsTheSameCapability() {
    assertThatExceptionOfType(UnsupportedCapabilityException.class)
        .isThrownBy(() -> new MapStore().revokeToken("a", Secret.of("s")))
        .satisfies(lacking -> assertThat(lacking.capability()).isEqualTo(Capability.REVOKE_TOKEN));
  }

  @Test
  void getThrowsWhereFindIsEmpty() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> new MapStore().get("a"))
        .withMessageContaining("'a'");
  }

  @Test
  void aHandleAsksNobodyUntilItIsUsed() {
    RepoStore store = new MapStore();
    Repo repo = store.repo("a");
    assertThat(repo.store()).isSameAs(store);
    assertThat(repo.name()).isEqualTo("a");
    assertThat(repo).hasToString("Repo[a in map]");
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(repo::info);
    store.create("a");
    assertThat(repo.info().name()).isEqualTo("a");
    assertThat(repo.delete()).isTrue();
    assertThat(repo.delete()).isFalse();
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> store.repo("a/b"));
    assertThatNullPointerException().isThrownBy(() -> new Repo(null, "a"));
  }

  @Test
  void aStoreIsUnwrappedToItsOwnTypeOnly() {
    RepoStore store = new MapStore();
    assertThat(store.unwrap(MapStore.class)).isSameAs(store);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> store.unwrap(ScopedStore.class))
        .withMessageContaining("MapStore")
        .withMessageContaining("ScopedStore");
  }
}
