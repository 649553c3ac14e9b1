package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.repostore.spi.OwnCredential;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mock, because what must be shown is that the store is never called. */
class ReadOnlyStoreTest {

  private static final StoreInfo EVERYTHING =
      new StoreInfo("mock", "nowhere", "default", EnumSet.allOf(Capability.class));
  private static final Secret SECRET = Secret.of("art_v1_abc");

  private final RepoStore store = mock();
  private final Namespaces namespaces = mock();
  private final RepoStore view = new ReadOnlyStore(store);

  /** Something that would change the store. */
  private interface Change {
    void on(RepoStore view);
  }

  @BeforeEach
  void offerEverything() {
    when(store.info()).thenReturn(EVERYTHING);
    when(store.namespaces()).thenReturn(namespaces);
  }

  static List<Change> refusedChanges() {
    return List.of(
        view -> view.create("a"),
        view -> view.create(CreateRepo.named("a")),
        view -> view.delete("a"),
        view -> view.repo("a").delete(),
        view -> view.createToken("a", CreateToken.write()),
        view -> view.revokeToken("a", "0123456789abcdef"),
        view -> view.revokeToken("a", SECRET));
  }

  @ParameterizedTest
  @MethodSource("refusedChanges")
  void noChangeReachesTheStore(Change change) {
    assertThatExceptionOfType(AccessRefusedException.class)
        .isThrownBy(() -> change.on(view))
        .withMessageContaining("read-only view");
    verify(store, atLeast(0)).info();
    verifyNoMoreInteractions(store);
  }

  static List<Change> undeclaredChanges() {
    return List.of(
        view -> view.fork("a", ForkRepo.named("b")),
        view -> view.importRepo(ImportRepo.from(URI.create("https://host/x.git"), "b")));
  }

  @ParameterizedTest
  @MethodSource("undeclaredChanges")
  void whatAViewCannotDoItDoesNotDeclare(Change change) {
    assertThat(view.info().capabilities())
        .doesNotContain(Capability.FORK, Capability.IMPORT, Capability.READ_ONLY)
        .contains(Capability.READ_CONTENT, Capability.CREATE_TOKEN);
    assertThatExceptionOfType(UnsupportedCapabilityException.class)
        .isThrownBy(() -> change.on(view));
    verify(store, atLeast(0)).info();
    verifyNoMoreInteractions(store);
  }

  @Test
  void namespacesAreForLookingToo() {
    Namespaces shown = view.namespaces();
    assertThatExceptionOfType(AccessRefusedException.class)
        .isThrownBy(() -> shown.create("ns", null));
    assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> shown.delete("ns"));
    verifyNoInteractions(namespaces);
    when(namespaces.find("ns")).thenReturn(Optional.empty());
    when(namespaces.list(7, "c")).thenReturn(Page.last(List.of()));
    assertThat(shown.find("ns")).isEmpty();
    assertThat(shown.list(7, "c").items()).isEmpty();
  }

  @Test
  void lookingReachesTheStore() {
    ListTokens tokens = ListTokens.all();
    when(store.find("a")).thenReturn(Optional.empty());
    when(store.list(ListRepos.all())).thenReturn(Page.last(List.of()));
    when(store.tokens("a", tokens)).thenReturn(Page.last(List.of()));
    when(store.validateToken("a", SECRET)).thenReturn(TokenCheck.INVALID);
    assertThat(view.find("a")).isEmpty();
    assertThat(view.list()).isEmpty();
    assertThat(view.tokens("a", tokens).items()).isEmpty();
    assertThat(view.validateToken("a", SECRET)).isEqualTo(TokenCheck.INVALID);
    view.content("a");
    verify(store).content("a");
  }

  @Test
  void aReadTokenMayBeMintedAndTakenBack() {
    Token token =
        new Token("0123456789abcdef", SECRET, Scope.READ, Instant.now().plus(Duration.ofDays(1)));
    when(store.createToken("a", CreateToken.read())).thenReturn(token);
    when(store.revokeToken(anyString(), anyString())).thenReturn(true);
    when(store.revokeToken(anyString(), any(Secret.class))).thenReturn(true);
    assertThat(view.createToken("a", CreateToken.read())).isSameAs(token);
    assertThat(view.revokeToken("a", "0123456789abcdef")).isTrue();
    assertThat(view.revokeToken("a", Secret.of("art_v1_abc"))).isTrue();
  }

  /** A host that makes no tokens, and lets Git in with the store's own credential. */
  interface Tokenless extends RepoStore, OwnCredential {}

  @Test
  void theStoresOwnCredentialIsForReadingAlone() {
    Tokenless tokenless = mock();
    when(tokenless.readOnly()).thenCallRealMethod();
    when(tokenless.forGit("a", Scope.READ)).thenReturn(Optional.of(SECRET));
    OwnCredential own = tokenless.readOnly().unwrap(OwnCredential.class);
    assertThat(own.forGit("a", Scope.READ)).contains(SECRET);
  }

  @Test
  void noPushIsLetInAndTheStoreNeverAsked() {
    Tokenless tokenless = mock();
    RepoStore noneNeeded = mock();
    for (RepoStore each : List.of(tokenless, noneNeeded)) {
      for (RepoStore shown : List.of(
          new ReadOnlyStore(each),
          new ScopedStore(new ReadOnlyStore(each), "p."),
          new ReadOnlyStore(new ScopedStore(each, "p.")))) {
        assertThatExceptionOfType(AccessRefusedException.class)
            .isThrownBy(() -> shown.unwrap(OwnCredential.class).forGit("a", Scope.WRITE))
            .withMessageContaining("cannot let Git push");
      }
    }
    verifyNoInteractions(tokenless, noneNeeded);
    assertThat(new ReadOnlyStore(noneNeeded).forGit("a", Scope.READ)).isEmpty();
  }

  @Test
  void ensureFindsButDoesNotCreate() {
    when(store.find("a")).thenReturn(Optional.empty());
    assertThatExceptionOfType(AccessRefusedException.class)
        .isThrownBy(() -> view.ensure(CreateRepo.named("a")));
    RepoInfo there = new RepoInfo(
        "1",
        "a",
        null,
        "main",
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        false,
        RepoStatus.READY,
        URI.create("http://host/a.git"));
    when(store.find("a")).thenReturn(Optional.of(there));
    assertThat(view.ensure(CreateRepo.named("a"))).isSameAs(there);
  }

  @Test
  void theStoreBehindCannotBeReached() {
    assertThat(view.readOnly()).isSameAs(view);
    assertThat(view.unwrap(RepoStore.class)).isSameAs(view);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> view.unwrap(store.getClass()));
    assertThat(view.repo("a").store()).isSameAs(view);
    assertThatExceptionOfType(AccessRefusedException.class)
        .isThrownBy(() -> view.scoped("p.").create("a"));
  }

  @Test
  void closingTheViewClosesTheStore() {
    view.close();
    verify(store).close();
  }
}
