package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.CreatedRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.RepoStore;
import dev.repostore.StoreInfo;
import dev.repostore.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Section 10. */
abstract class LifeRules extends Rules {

  private static final int THREADS = 6;

  LifeRules(Bench bench) {
    super(bench);
  }

  @Test
  void r10_1_infoIsThereForNothing() throws Throwable {
    RepoStore another = bench().openAnother();
    StoreInfo info = another.info();
    assertThat(info.driver()).matches("[a-z][a-z0-9-]*");
    assertThat(info.namespace()).isNotBlank();
    assertThat(info.location()).isNotBlank();
    interrupted(() -> assertThat(another.info()).isEqualTo(info));
    another.close();
    assertThat(another.info()).isEqualTo(info);
  }

  @Test
  void r10_2_closingTwiceIsFine() throws Exception {
    RepoStore another = bench().openAnother();
    another.find(newName());
    another.close();
    another.close();
  }

  @Test
  void r10_3_closedIsClosed() throws Exception {
    RepoStore another = bench().openAnother();
    another.find(newName());
    another.close();
    String name = newName();
    List<Consumer<RepoStore>> verbs = new ArrayList<>(Verbs.required(name));
    Verbs.optional(name).forEach((capability, more) -> {
      if (can(capability)) {
        verbs.addAll(more);
      }
    });
    verbs.forEach(verb -> assertFails(IllegalStateException.class, () -> verb.accept(another)));
  }

  @Test
  void r10_4_oneNameOneWinner() throws Exception {
    String name = newName();
    List<CreatedRepo> won = new ArrayList<>();
    for (Future<CreatedRepo> attempt : atOnce(thread -> store().create(name))) {
      try {
        won.add(attempt.get());
      } catch (ExecutionException lost) {
        assertThat(lost).hasCauseInstanceOf(AlreadyExistsException.class);
      }
    }
    assertThat(won).hasSize(1);
    assertThat(store().get(name).id()).isEqualTo(won.get(0).id());
  }

  @Test
  void r10_5_manyNamesManyWinners() throws Exception {
    List<String> names =
        IntStream.range(0, THREADS).mapToObj(thread -> newName()).toList();
    for (Future<CreatedRepo> attempt : atOnce(thread -> store().create(names.get(thread)))) {
      assertThat(attempt.get().name()).isIn(names);
    }
    assertThat(names).allSatisfy(name -> assertThat(store().find(name)).isPresent());
    try (var all = store().list()) {
      assertThat(all.map(repo -> repo.name())).containsAll(names);
    }
  }

  /** One of several things to do at the same time. */
  private interface Attempt {
    CreatedRepo by(int thread);
  }

  private static List<Future<CreatedRepo>> atOnce(Attempt attempt) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<CreatedRepo>> attempts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        attempts.add(() -> {
          start.await(10, TimeUnit.SECONDS);
          return attempt.by(thread);
        });
      }
      return threads.invokeAll(attempts, 60, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void r10_6_anInterruptedThreadKeepsItsFlag() throws Throwable {
    CreatedRepo repo = createWithCommit();
    for (Consumer<RepoStore> verb : harmless(repo)) {
      interrupted(() -> answersOrGivesUp(verb));
    }
  }

  @Test
  void r10_7_theStoreGoesOnForOthers() throws Throwable {
    CreatedRepo repo = createWithCommit();
    for (Consumer<RepoStore> verb : harmless(repo)) {
      interrupted(() -> answersOrGivesUp(verb));
    }
    harmless(repo).forEach(verb -> verb.accept(store()));
    assertThat(store().get(repo.name()).id()).isEqualTo(repo.id());
    assertThat(remote(repo).refs()).containsKey("refs/heads/main");
    assertThat(store().delete(repo.name())).isTrue();
  }

  /** Verbs that succeed however often, on a repo that is there. */
  private List<Consumer<RepoStore>> harmless(CreatedRepo repo) {
    List<Consumer<RepoStore>> verbs = new ArrayList<>(List.of(
        store -> store.find(repo.name()),
        store -> store.list(ListRepos.all()),
        store -> store.delete(newName()),
        store -> store.create(newName())));
    Verbs.OPTIONAL_BY_NAME.forEach((capability, verb) -> {
      if (can(capability) && capability != Capability.FORK) {
        verbs.add(store -> verb.accept(store, repo.name()));
      }
    });
    return verbs;
  }

  private void answersOrGivesUp(Consumer<RepoStore> verb) {
    try {
      verb.accept(store());
    } catch (StoreUnavailableException gaveUp) {
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
  }

  @Test
  void r10_8_aStoreIsItsOwnType() {
    assertThat(store().unwrap(RepoStore.class)).isInstanceOf(RepoStore.class);
    assertThat(store().unwrap(store().getClass())).isSameAs(store());
    assertFails(InvalidRequestException.class, () -> store().unwrap(CharSequence.class));
  }
}
