package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStatus;
import dev.repostore.git.GitRemote;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Section 4. */
abstract class ImportingRules extends Rules {

  private static final URI NOWHERE = URI.create("https://git.invalid/nothing.git");

  ImportingRules(Bench bench) {
    super(bench);
  }

  /** A test that is given a remote to import from. */
  private interface Import {
    void from(URI source) throws Exception;
  }

  private void imports(Import test, Capability... more) throws Throwable {
    Set<Capability> needed = EnumSet.of(Capability.IMPORT, more);
    // Where it is not offered, the remote does not matter: nobody may ask for it.
    URI source = store().info().capabilities().containsAll(needed)
        ? bench()
            .contract()
            .importSource()
            .orElseThrow(
                () -> new TestAbortedException("No remote to import from was named: not checked."))
        : NOWHERE;
    offers(needed, () -> test.from(source));
  }

  private static Map<String, String> branchesAndTags(GitRemote remote) {
    Map<String, String> refs = new TreeMap<>(remote.refs());
    refs.keySet().removeIf(ref -> !ref.startsWith("refs/heads/") && !ref.startsWith("refs/tags/"));
    return refs;
  }

  private static String head(URI source) {
    return GitRemote.at(source).refs().getOrDefault("HEAD", "nothing");
  }

  /** A branch of the source that is not its default. */
  private static String otherBranch(URI source) {
    String trunk = GitRemote.at(source).defaultBranch().orElse("");
    return GitRemote.at(source).refs().keySet().stream()
        .filter(ref -> ref.startsWith("refs/heads/"))
        .map(ref -> ref.substring("refs/heads/".length()))
        .filter(branch -> !branch.equals(trunk))
        .findFirst()
        .orElseThrow(() -> new TestAbortedException(source + " has one branch only."));
  }

  @Test
  void r4_1_everyBranchAndTagIsThere() throws Throwable {
    imports(source -> {
      CreatedRepo repo = store().importRepo(ImportRepo.from(source, newName()));
      assertThat(branchesAndTags(remote(repo))).isEqualTo(branchesAndTags(GitRemote.at(source)));
      assertThat(cloned(remote(repo)).hash("HEAD")).isEqualTo(head(source));
    });
  }

  @Test
  void r4_2_theImportIsARepoThatNamesItsSource() throws Throwable {
    imports(source -> {
      CreatedRepo repo = store().importRepo(ImportRepo.from(source, newName()));
      assertThat(store().get(repo.name()))
          .returns(repo.id(), RepoInfo::id)
          .returns(repo.remote(), RepoInfo::remote)
          .returns(RepoStatus.READY, RepoInfo::status)
          .returns(false, RepoInfo::readOnly)
          .satisfies(info -> assertThat(info.source()).isNotBlank());
    });
  }

  @Test
  void r4_3_oneBranchAlone() throws Throwable {
    imports(source -> {
      String branch = source.equals(NOWHERE) ? "other" : otherBranch(source);
      CreatedRepo repo = store().importRepo(ImportRepo.from(source, newName()).withBranch(branch));
      assertThat(repo.defaultBranch()).isEqualTo(branch);
      assertThat(store().get(repo.name()).defaultBranch()).isEqualTo(branch);
      assertThat(remote(repo).refs().keySet())
          .filteredOn(ref -> ref.startsWith("refs/heads/"))
          .containsExactly("refs/heads/" + branch);
      assertThat(remote(repo).defaultBranch()).contains(branch);
    });
  }

  @Test
  void r4_4_aDepthCutsTheHistory() throws Throwable {
    imports(source -> {
      CreatedRepo repo = store().importRepo(ImportRepo.from(source, newName()).withDepth(1));
      Work copy = cloned(remote(repo));
      assertThat(copy.hash("HEAD")).isEqualTo(head(source));
      assertThat(copy.history("HEAD")).hasSize(1);
    });
  }

  @Test
  void r4_5_aTakenNameIsRefused() throws Throwable {
    imports(source -> {
      CreatedRepo other = store().create(CreateRepo.named(newName()).withDescription("other's"));
      RepoInfo before = store().get(other.name());
      assertFails(
          AlreadyExistsException.class,
          () -> store().importRepo(ImportRepo.from(source, other.name())));
      assertUntouched(before);
      assertThat(remote(other).refs()).isEmpty();
    });
  }

  @Test
  void r4_6_noRemoteNoRepo() throws Throwable {
    imports(source -> {
      String name = newName();
      assertRefused(
          "url", () -> store().importRepo(ImportRepo.from(source.resolve("/no-git-here"), name)));
      assertThat(store().find(name)).isEmpty();
      store().create(name);
    });
  }

  @Test
  void r4_7_noBranchNoRepo() throws Throwable {
    imports(source -> {
      String name = newName();
      ImportRepo request = ImportRepo.from(source, name).withBranch("no-such-branch-4711");
      assertFails(InvalidRequestException.class, () -> store().importRepo(request));
      assertThat(store().find(name)).isEmpty();
      store().create(name);
    });
  }

  @Test
  void r4_8_readOnlyIsSaid() throws Throwable {
    imports(
        source -> {
          ImportRepo request = ImportRepo.from(source, newName()).withReadOnly(true);
          store().importRepo(request);
          assertThat(store().get(request.name()).readOnly()).isTrue();
        },
        Capability.READ_ONLY);
  }

  @Test
  void r4_9_theDefaultBranchIsTheRemotes() throws Throwable {
    imports(source -> {
      CreatedRepo repo = store().importRepo(ImportRepo.from(source, newName()));
      String branch = GitRemote.at(source).defaultBranch().orElseThrow();
      assertThat(store().get(repo.name()).defaultBranch()).isEqualTo(branch);
      assertThat(remote(repo).defaultBranch()).contains(branch);
    });
  }
}
