package dev.repostore.tck;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.ReadLog;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Every method of a store as something that can be tried: rules that hold for all go through them.
 */
final class Verbs {

  private static final URI NOWHERE = URI.create("https://git.invalid/nothing.git");
  private static final Secret UNKNOWN =
      Secret.of("art_v1_0000000000000000000000000000000000000000");

  /** What every store has and takes a repo's name that requests do not check. */
  static final List<BiConsumer<RepoStore, String>> REQUIRED_BY_NAME = List.of(
      RepoStore::find,
      RepoStore::get,
      RepoStore::delete,
      RepoStore::repo,
      (store, name) -> store.awaitReady(name, Duration.ZERO));

  /** The same for what a store may have. */
  static final Map<Capability, BiConsumer<RepoStore, String>> OPTIONAL_BY_NAME = Map.of(
      Capability.FORK, (store, name) -> store.fork(name, ForkRepo.named("a")),
      Capability.CREATE_TOKEN, (store, name) -> store.createToken(name, CreateToken.read()),
      Capability.LIST_TOKENS, (store, name) -> store.tokens(name, ListTokens.all()),
      Capability.VALIDATE_TOKEN, (store, name) -> store.validateToken(name, UNKNOWN),
      Capability.REVOKE_TOKEN,
          (store, name) -> {
            store.revokeToken(name, "0000000000000000");
          },
      Capability.READ_CONTENT, (store, name) -> store.content(name).log(ReadLog.head()));

  private Verbs() {}

  /** What every store can do that reaches out to the host. */
  static List<Consumer<RepoStore>> required(String name) {
    return List.of(
        store -> store.create(name),
        store -> store.create(CreateRepo.named(name)),
        store -> store.find(name),
        store -> store.get(name),
        store -> store.list(ListRepos.all()),
        store -> store.list().forEach(repo -> {}),
        store -> store.delete(name),
        store -> store.ensure(CreateRepo.named(name)),
        store -> store.awaitReady(name, Duration.ZERO),
        store -> store.repo(name).info());
  }

  /** What a store may be able to do, by what it must declare for it. */
  static Map<Capability, List<Consumer<RepoStore>>> optional(String name) {
    Map<Capability, List<Consumer<RepoStore>>> verbs = new EnumMap<>(Capability.class);
    verbs.put(Capability.FORK, List.of(store -> store.fork(name, ForkRepo.named(name))));
    verbs.put(
        Capability.IMPORT, List.of(store -> store.importRepo(ImportRepo.from(NOWHERE, name))));
    verbs.put(
        Capability.CREATE_TOKEN, List.of(store -> store.createToken(name, CreateToken.read())));
    verbs.put(Capability.LIST_TOKENS, List.of(store -> store.tokens(name, ListTokens.all())));
    verbs.put(Capability.VALIDATE_TOKEN, List.of(store -> store.validateToken(name, UNKNOWN)));
    verbs.put(
        Capability.REVOKE_TOKEN,
        List.of(
            store -> store.revokeToken(name, "0000000000000000"),
            store -> store.revokeToken(name, UNKNOWN)));
    verbs.put(Capability.READ_CONTENT, List.of(store -> store.content(name).log(ReadLog.head())));
    verbs.put(Capability.NAMESPACES, List.of(store -> store.namespaces().list(1, null)));
    verbs.put(
        Capability.READ_ONLY,
        List.of(store -> store.create(CreateRepo.named(name).withReadOnly(true))));
    return verbs;
  }
}
