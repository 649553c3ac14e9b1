package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ListRepos;
import dev.repostore.NotFoundException;
import dev.repostore.Repo;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Section 1. */
abstract class LifecycleRules extends Rules {

  LifecycleRules(Bench bench) {
    super(bench);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private RepoInfo row(String name) {
    return store().list(ListRepos.all().withSearch(name)).items().stream()
        .filter(repo -> repo.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("The list does not show " + name));
  }

  @Test
  void r1_1_createdIsFoundInAnySpelling() {
    CreatedRepo repo = create();
    assertThat(store().find(repo.name())).isPresent();
    assertThat(store().find(upper(repo.name()))).isPresent();
    assertThat(store().get(upper(repo.name())).id()).isEqualTo(repo.id());
  }

  @Test
  void r1_2_descriptionAndBranchAreKept() {
    CreateRepo request = CreateRepo.named(newName())
        .withDescription("Über \"quotes\", <tags> & 'more' \\ 🎉")
        .withDefaultBranch("release/1.0");
    CreatedRepo created = store().create(request);
    assertThat(created.description()).isEqualTo(request.description());
    assertThat(created.defaultBranch()).isEqualTo("release/1.0");
    assertThat(store().get(request.name()))
        .returns(request.description(), RepoInfo::description)
        .returns("release/1.0", RepoInfo::defaultBranch);
    assertThat(row(request.name()))
        .returns(request.description(), RepoInfo::description)
        .returns("release/1.0", RepoInfo::defaultBranch);
  }

  @Test
  void r1_3_defaultsAreTheSameEverywhere() {
    CreatedRepo created = create();
    assertThat(created.description()).isNull();
    assertThat(created.defaultBranch()).isEqualTo("main");
    assertThat(store().get(created.name()))
        .returns(null, RepoInfo::description)
        .returns("main", RepoInfo::defaultBranch)
        .returns(false, RepoInfo::readOnly);
  }

  @Test
  void r1_4_spellingIsKept() {
    String name = bench().remember("Tck-" + newName() + "-X");
    assertThat(store().create(name).name()).isEqualTo(name);
    assertThat(store().get(upper(name)).name()).isEqualTo(name);
    assertThat(row(name).name()).isEqualTo(name);
  }

  @Test
  void r1_5_takenNameIsRefused() {
    CreatedRepo first = store().create(CreateRepo.named(newName()).withDescription("first"));
    RepoInfo before = store().get(first.name());
    for (String taken : new String[] {first.name(), upper(first.name())}) {
      assertFails(
          AlreadyExistsException.class,
          () -> store().create(CreateRepo.named(taken).withDescription("second")));
    }
    assertUntouched(before);
  }

  @Test
  void r1_6_missingIsEmpty() {
    assertThat(store().find(newName())).isEmpty();
  }

  @Test
  void r1_7_getOfMissingThrows() {
    assertFails(NotFoundException.class, () -> store().get(newName()));
  }

  @Test
  void r1_8_deleteTells() {
    CreatedRepo repo = create();
    assertThat(store().delete(upper(repo.name()))).isTrue();
    assertThat(store().delete(repo.name())).isFalse();
    assertThat(store().delete(newName())).isFalse();
  }

  @Test
  void r1_9_deletedIsGoneAtOnce() {
    CreatedRepo repo = create();
    store().delete(repo.name());
    assertThat(store().find(repo.name())).isEmpty();
    assertThat(store().list(ListRepos.all().withSearch(repo.name())).items())
        .extracting(RepoInfo::name)
        .doesNotContain(repo.name());
  }

  @Test
  void r1_10_nameIsFreeAtOnce() throws Exception {
    CreatedRepo old = createWithCommit();
    store().delete(old.name());
    CreatedRepo created = store().create(old.name());
    assertThat(store().get(old.name()).description()).isNull();
    assertThat(remote(created).refs()).as("refs of a new repo").isEmpty();
  }

  @Test
  void r1_11_remoteHasNoCredential() {
    CreatedRepo repo = create();
    for (URI remote : new URI[] {repo.remote(), store().get(repo.name()).remote()}) {
      assertThat(remote.isAbsolute()).as("%s is absolute", remote).isTrue();
      assertThat(remote.getRawUserInfo()).isNull();
      repo.firstToken()
          .ifPresent(token ->
              assertThat(remote.toString()).doesNotContain(token.secret().reveal()));
    }
  }

  @Test
  void r1_12_remoteStaysTheSame() {
    CreatedRepo repo = create();
    assertThat(store().get(repo.name()).remote()).isEqualTo(repo.remote());
    assertThat(store().get(upper(repo.name())).remote()).isEqualTo(repo.remote());
    assertThat(row(repo.name()).remote()).isEqualTo(repo.remote());
  }

  @Test
  void r1_13_createdIsUsable() {
    RepoInfo info = store().get(create().name());
    assertThat(info.status()).isEqualTo(RepoStatus.READY);
    assertThat(info.lastPushAt()).isNull();
    assertThat(info.source()).isNull();
    assertThat(info.updatedAt()).isAfterOrEqualTo(info.createdAt());
  }

  @Test
  void r1_14_idIsTheReposOwn() {
    CreatedRepo repo = create();
    assertThat(store().get(repo.name()).id()).isEqualTo(repo.id());
    assertThat(row(repo.name()).id()).isEqualTo(repo.id());
    assertThat(create().id()).isNotEqualTo(repo.id());
    store().delete(repo.name());
    assertThat(store().create(repo.name()).id()).isNotEqualTo(repo.id());
  }

  @Test
  void r1_15_ensureIsSafeToRepeat() {
    CreateRepo request = CreateRepo.named(newName()).withDescription("first");
    RepoInfo first = store().ensure(request);
    assertThat(first.description()).isEqualTo("first");
    assertThat(store().ensure(request.withDescription("second"))).isEqualTo(first);
    assertUntouched(first);
  }

  @Test
  void r1_16_awaitReadyFindsOut() {
    CreatedRepo repo = create();
    assertThat(store().awaitReady(repo.name(), Duration.ofSeconds(10)).id()).isEqualTo(repo.id());
    assertFails(
        NotFoundException.class, () -> store().awaitReady(newName(), Duration.ofSeconds(10)));
  }

  @Test
  void r1_17_aHandleCostsNothing() throws Throwable {
    Repo[] handle = new Repo[1];
    String name = newName();
    interrupted(() -> handle[0] = store().repo(name));
    assertThat(handle[0].delete()).isFalse();
    assertFails(NotFoundException.class, handle[0]::info);
  }

  @Test
  void r1_18_readOnlyIsSaid() throws Throwable {
    offers(Capability.READ_ONLY, () -> {
      CreatedRepo repo = store().create(CreateRepo.named(newName()).withReadOnly(true));
      assertThat(store().get(repo.name()).readOnly()).isTrue();
      assertThat(row(repo.name()).readOnly()).isTrue();
    });
  }
}
