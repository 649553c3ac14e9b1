package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.repostore.spi.OwnCredential;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopedStoreTest {

  private final MapStore store = new MapStore();
  private final RepoStore view = store.scoped("agent-42.");

  @BeforeEach
  void addANeighbour() {
    store.create(CreateRepo.named("agent-43.notes").withDescription("the neighbour's"));
  }

  @Test
  void namesAreShownAndCalledWithoutThePrefix() {
    CreatedRepo created = view.create("Notes");
    assertThat(created.name()).isEqualTo("Notes");
    assertThat(view.get("nOTES").name()).isEqualTo("Notes");
    assertThat(store.get("agent-42.Notes").id()).isEqualTo(created.id());
    assertThat(view.delete("notes")).isTrue();
    assertThat(store.find("agent-42.Notes")).isEmpty();
  }

  @Test
  void nothingOutsideIsReached() {
    store.create("notes");
    assertThat(view.find("notes")).isEmpty();
    assertThat(view.delete("notes")).isFalse();
    assertThat(view.list()).isEmpty();
    assertThat(store.get("agent-43.notes").description()).isEqualTo("the neighbour's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../agent-43.notes", "", ".x", "-x", "a/b"})
  void anInvalidNameIsInvalidInsideToo(String name) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> view.find(name))
        .satisfies(refused -> assertThat(refused.field()).contains("name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".agent", "a/b", "a b"})
  void aPrefixNoNameCanBeginWithIsRefused(String prefix) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> store.scoped(prefix))
        .satisfies(refused -> assertThat(refused.field()).contains("name"));
  }

  @Test
  void theNameMustFitWithItsPrefix() {
    assertThat(view.create("a".repeat(Names.MAX_LENGTH - 9)).name()).hasSize(246);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> view.create("a".repeat(Names.MAX_LENGTH - 8)));
  }

  @Test
  void aListHasOnlyWhatIsInside() {
    Stream.of("a", "b", "c").forEach(view::create);
    store.create("my-agent-42.d");
    store.create("agent-42.");
    store.create("AGENT-42.E");
    assertThat(view.list())
        .extracting(RepoInfo::name)
        .containsExactlyInAnyOrder("a", "b", "c", "E");
  }

  @Test
  void whatIsListedCanBeFound() {
    store.create("agent-42.-odd");
    store.create("agent-42..hidden");
    view.create("even");
    assertThat(view.list()).extracting(RepoInfo::name).containsExactly("even");
  }

  @Test
  void aSearchSeesNamesWithoutThePrefix() {
    Stream.of("agent", "two.notes", "Three").forEach(view::create);
    assertThat(found("AGENT")).containsExactly("agent");
    assertThat(found("42")).isEmpty();
    assertThat(found("notes")).containsExactly("two.notes");
    assertThat(found("t")).containsExactlyInAnyOrder("agent", "two.notes", "Three");
    assertThat(found("")).hasSize(3);
  }

  private List<String> found(String search) {
    return view.list(ListRepos.all().withSearch(search)).items().stream()
        .map(RepoInfo::name)
        .toList();
  }

  @Test
  void pagesLeadOnThroughWhatIsNotInside() {
    Stream.of("a", "b", "c").forEach(view::create);
    store.create("0-agent-42.x");
    Page<RepoInfo> first = view.list(ListRepos.all().withLimit(1));
    assertThat(first.items()).isEmpty();
    assertThat(first.next()).isPresent();
    assertThat(Pages.stream(cursor -> view.list(ListRepos.all().withLimit(1).withCursor(cursor))))
        .extracting(RepoInfo::name)
        .containsExactly("a", "b", "c");
  }

  @Test
  void theHostIsAskedForThePrefixWhereItCan() {
    for (int i = 0; i < 100; i++) {
      store.create("other-" + i);
    }
    view.create("a");
    assertThat(view.list()).hasSize(1);
    assertThat(store.pages()).isEqualTo(1);
  }

  @Test
  void viewsNest() {
    RepoStore inner = view.scoped("run-7.");
    inner.create("log");
    assertThat(view.get("run-7.log").name()).isEqualTo("run-7.log");
    assertThat(store.get("agent-42.run-7.log").name()).isEqualTo("agent-42.run-7.log");
    assertThat(inner.list()).extracting(RepoInfo::name).containsExactly("log");
  }

  @Test
  void everyVerbIsPassedOnUnderTheWholeName() {
    RepoStore all = mock();
    when(all.info())
        .thenReturn(new StoreInfo("mock", "nowhere", "ns", EnumSet.allOf(Capability.class)));
    CreatedRepo made =
        new CreatedRepo("1", "p.b", null, "main", URI.create("http://host/p.b.git"), null, null);
    when(all.fork("p.a", ForkRepo.named("p.b"))).thenReturn(made);
    ImportRepo wanted = ImportRepo.from(URI.create("https://host/x.git"), "b");
    when(all.importRepo(wanted.withName("p.b"))).thenReturn(made);
    RepoStore scoped = new ScopedStore(all, "p.");
    assertThat(scoped.fork("a", ForkRepo.named("b")).name()).isEqualTo("b");
    assertThat(scoped.importRepo(wanted).name()).isEqualTo("b");
    Secret secret = Secret.of("s");
    scoped.createToken("a", CreateToken.read());
    verify(all).createToken("p.a", CreateToken.read());
    scoped.tokens("a", ListTokens.all());
    verify(all).tokens("p.a", ListTokens.all());
    scoped.validateToken("a", secret);
    verify(all).validateToken("p.a", secret);
    scoped.revokeToken("a", "id");
    verify(all).revokeToken("p.a", "id");
    scoped.revokeToken("a", secret);
    verify(all).revokeToken("p.a", secret);
    scoped.content("a");
    verify(all).content("p.a");
    scoped.close();
    verify(all).close();
  }

  @Test
  void theStoresOwnCredentialIsAskedForUnderTheWholeName() {
    ReadOnlyStoreTest.Tokenless all = mock();
    when(all.forGit("p.q.a", Scope.WRITE)).thenReturn(Optional.of(Secret.of("s")));
    OwnCredential own =
        new ScopedStore(new ScopedStore(all, "p."), "q.").unwrap(OwnCredential.class);
    assertThat(own.forGit("a", Scope.WRITE)).contains(Secret.of("s"));
    assertThat(new ScopedStore(store, "p.").forGit("a", Scope.WRITE)).isEmpty();
  }

  @Test
  void namespacesWouldLeadOut() {
    RepoStore all = mock();
    when(all.info())
        .thenReturn(new StoreInfo("mock", "nowhere", "ns", EnumSet.allOf(Capability.class)));
    RepoStore scoped = new ScopedStore(all, "p.");
    assertThat(scoped.info().can(Capability.NAMESPACES)).isFalse();
    assertThat(scoped.info().can(Capability.FORK)).isTrue();
    assertThatExceptionOfType(UnsupportedCapabilityException.class).isThrownBy(scoped::namespaces);
  }

  @Test
  void aRefusedNameNeverReachesTheStore() {
    ReadOnlyStoreTest.Tokenless all = mock();
    RepoStore scoped = new ScopedStore(all, "p.");
    for (String bad : List.of("a/b", "", "x".repeat(254))) {
      assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> scoped.find(bad));
      assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> scoped.delete(bad));
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> scoped.createToken(bad, CreateToken.read()));
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> scoped.unwrap(OwnCredential.class).forGit(bad, Scope.READ));
    }
    verifyNoInteractions(all);
  }
}
