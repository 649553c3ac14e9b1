package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.NotFoundException;
import dev.repostore.RepoInfo;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Section 3. */
abstract class ForkingRules extends Rules {

  ForkingRules(Bench bench) {
    super(bench);
  }

  /** A repo with the default branch {@code trunk}, another branch, a tag and a note. */
  private CreatedRepo source() throws Exception {
    CreatedRepo repo = store()
        .create(CreateRepo.named(newName())
            .withDescription("the source's own")
            .withDefaultBranch("trunk"));
    sample()
        .push(
            remote(repo),
            "trunk",
            "trunk:refs/heads/other",
            "refs/tags/annotated",
            "refs/notes/commits");
    return repo;
  }

  private CreatedRepo fork(CreatedRepo source) {
    return store().fork(source.name(), ForkRepo.named(newName()));
  }

  @Test
  void r3_1_theForkHasTheCommits() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source = source();
      Work copy = cloned(remote(fork(source)));
      assertThat(copy.history("HEAD")).isEqualTo(sample().history("trunk")).hasSize(3);
      assertThat(copy.files("HEAD")).isEqualTo(sample().files("trunk"));
    });
  }

  @Test
  void r3_2_theForkIsARepoOfItsOwn() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source = create();
      String name = newName();
      CreatedRepo fork = store().fork(source.name().toUpperCase(Locale.ROOT), ForkRepo.named(name));
      assertThat(fork.name()).isEqualTo(name);
      assertThat(fork.id()).isNotEqualTo(source.id());
      assertThat(fork.remote()).isNotEqualTo(source.remote());
      assertThat(store().get(name))
          .returns(fork.id(), RepoInfo::id)
          .returns(fork.remote(), RepoInfo::remote)
          .satisfies(info -> assertThat(info.source()).isNotBlank());
    });
  }

  @Test
  void r3_3_forkKeepsTheDefaultBranch() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo fork = fork(source());
      assertThat(fork.defaultBranch()).isEqualTo("trunk");
      assertThat(store().get(fork.name()).defaultBranch()).isEqualTo("trunk");
      assertThat(remote(fork).defaultBranch()).contains("trunk");
    });
  }

  @Test
  void r3_4_theDescriptionIsNotInherited() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source =
          store().create(CreateRepo.named(newName()).withDescription("the source's own"));
      CreatedRepo plain = fork(source);
      assertThat(plain.description()).isNull();
      assertThat(store().get(plain.name()).description()).isNull();
      ForkRepo described = ForkRepo.named(newName()).withDescription("the fork's own");
      assertThat(store().fork(source.name(), described).description()).isEqualTo("the fork's own");
      assertThat(store().get(described.name()).description()).isEqualTo("the fork's own");
    });
  }

  @Test
  void r3_5_theDefaultBranchOnly() throws Throwable {
    offers(
        Capability.FORK,
        () ->
            assertThat(remote(fork(source())).refs()).containsOnlyKeys("HEAD", "refs/heads/trunk"));
  }

  @Test
  void r3_6_allRefs() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source = source();
      ForkRepo everything = ForkRepo.named(newName()).withDefaultBranchOnly(false);
      CreatedRepo fork = store().fork(source.name(), everything);
      assertThat(remote(fork).refs())
          .isEqualTo(remote(source).refs())
          .containsKeys("refs/heads/other", "refs/tags/annotated", "refs/notes/commits");
    });
  }

  @Test
  void r3_7_anEmptyRepoForksToo() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source = store().create(CreateRepo.named(newName()).withDefaultBranch("trunk"));
      CreatedRepo fork = fork(source);
      assertThat(fork.defaultBranch()).isEqualTo("trunk");
      assertThat(remote(fork).refs()).isEmpty();
      sample().push(remote(fork), "trunk");
      assertThat(remote(fork).defaultBranch()).contains("trunk");
    });
  }

  @Test
  void r3_8_aMissingSourceIsNotFound() throws Throwable {
    offers(Capability.FORK, () -> {
      String name = newName();
      assertFails(NotFoundException.class, () -> store().fork(newName(), ForkRepo.named(name)));
      assertThat(store().find(name)).isEmpty();
    });
  }

  @Test
  void r3_9_aTakenNameIsRefused() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source = createWithCommit();
      CreatedRepo other = store().create(CreateRepo.named(newName()).withDescription("other's"));
      RepoInfo before = store().get(other.name());
      for (String taken :
          new String[] {other.name(), other.name().toUpperCase(Locale.ROOT), source.name()}) {
        assertFails(
            AlreadyExistsException.class, () -> store().fork(source.name(), ForkRepo.named(taken)));
      }
      assertUntouched(before);
      assertThat(remote(other).refs()).isEmpty();
    });
  }

  @Test
  void r3_10_aForkSurvivesItsSource() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source = source();
      CreatedRepo fork = fork(source);
      assertThat(store().delete(source.name())).isTrue();
      assertThat(cloned(remote(fork)).files("HEAD")).isEqualTo(sample().files("trunk"));
      assertThat(store().find(fork.name())).isPresent();
    });
  }

  @Test
  void r3_11_aForkAndItsSourceGoTheirOwnWays() throws Throwable {
    offers(Capability.FORK, () -> {
      CreatedRepo source = source();
      CreatedRepo fork = fork(source);
      var before = remote(source).refs();
      sample().push(remote(fork), "side/branch:refs/heads/trunk");
      assertThat(remote(source).refs()).isEqualTo(before);
      sample().push(remote(source), "+trunk~2:refs/heads/trunk", "side/branch:refs/heads/other");
      assertThat(remote(fork).refs())
          .containsOnlyKeys("HEAD", "refs/heads/trunk")
          .containsEntry("refs/heads/trunk", sample().hash("side/branch"));
    });
  }

  @Test
  void r3_12_readOnlyIsTheForksOwn() throws Throwable {
    offers(Set.of(Capability.FORK, Capability.READ_ONLY), () -> {
      CreatedRepo source = store().create(CreateRepo.named(newName()).withReadOnly(true));
      assertThat(store().get(fork(source).name()).readOnly()).isFalse();
      ForkRepo closed = ForkRepo.named(newName()).withReadOnly(true);
      store().fork(source.name(), closed);
      assertThat(store().get(closed.name()).readOnly()).isTrue();
    });
  }
}
