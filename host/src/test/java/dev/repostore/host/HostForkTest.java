package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.AlreadyExistsException;
import dev.repostore.CreateRepo;
import dev.repostore.ForkRepo;
import dev.repostore.NotFoundException;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostForkTest {

  @TempDir
  Path data;

  private Host host;
  private RepoRow source;

  @BeforeEach
  void open() {
    host = Host.open(HostSettings.in(data));
    source = host.create("acme", CreateRepo.named("web").withDescription("the source"))
        .repo();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void forkHasTheDefaultBranchAndStandsAlone() throws IOException {
    ObjectId tip;
    try (Repository git = host.git(source)) {
      Committed.add(git, "refs/heads/main", "a", "1");
      tip = Committed.add(git, "refs/heads/main", "a", "2");
      Committed.add(git, "refs/heads/other", "b", "other");
    }

    NewRepo fork = host.fork("ACME", "Web", ForkRepo.named("copy"));
    host.delete("acme", "web");

    assertThat(fork.objects()).isEqualTo(9);
    assertThat(fork.repo().source()).isEqualTo("artifacts:acme/web");
    assertThat(fork.repo().description()).isNull();
    assertThat(host.find("acme", "copy")).contains(fork.repo());
    assertThat(host.token(fork.token().secret()).orElseThrow().repoId())
        .isEqualTo(fork.repo().id());
    assertThat(refs(fork.repo())).containsExactly("refs/heads/main " + tip.name());
    checkWhole(fork.repo());
  }

  @Test
  void everyRefIsCopiedWhenAskedFor() throws Exception {
    ObjectId tip;
    ObjectId tag;
    try (FileRepository git = (FileRepository) host.git(source)) {
      tip = Committed.add(git, "refs/heads/main", "a", "1");
      tag = Committed.tag(git, "v1", tip);
      Git.wrap(git).packRefs().setAll(true).call();
      Committed.add(git, "refs/notes/x", "n", "1");
      Committed.tag(git, "v2", tip);
    }

    RepoRow fork = host.fork("acme", "web", ForkRepo.named("copy").withDefaultBranchOnly(false))
        .repo();

    assertThat(refs(fork)).isEqualTo(refs(source)).hasSize(4);
    try (Repository git = host.git(fork)) {
      Ref packed = git.exactRef("refs/tags/v1");
      assertThat(packed.isPeeled()).isTrue();
      assertThat(packed.getPeeledObjectId()).isEqualTo(tip);
      assertThat(packed.getObjectId()).isEqualTo(tag);
      assertThat(git.exactRef("refs/tags/v2").getPeeledObjectId()).isEqualTo(tip);
    }
    checkWhole(fork);
  }

  @Test
  void looseObjectsAndShallowBoundariesAreCopied() throws IOException {
    ObjectId loose;
    try (Repository git = host.git(source);
        var inserter = git.newObjectInserter()) {
      ObjectId tip = Committed.add(git, "refs/heads/main", "a", "1");
      loose = inserter.insert(Constants.OBJ_BLOB, new byte[] {7});
      inserter.flush();
      git.getObjectDatabase().setShallowCommits(Set.of(tip));
    }

    RepoRow fork = host.fork("acme", "web", ForkRepo.named("copy")).repo();

    try (Repository git = host.git(fork)) {
      assertThat(git.getObjectDatabase().has(loose)).isTrue();
      assertThat(git.getObjectDatabase().getShallowCommits()).hasSize(1);
    }
  }

  @Test
  void emptyRepoCanBeForked() throws IOException {
    host.create("acme", CreateRepo.named("blank").withDefaultBranch("trunk"));

    NewRepo fork = host.fork("acme", "blank", ForkRepo.named("copy"));

    assertThat(fork.objects()).isZero();
    try (Repository git = host.git(fork.repo())) {
      assertThat(git.getFullBranch()).isEqualTo("refs/heads/trunk");
    }
  }

  @Test
  void takenNameAndMissingSourceAreTold() {
    host.create("acme", CreateRepo.named("copy"));

    assertThatExceptionOfType(AlreadyExistsException.class)
        .isThrownBy(() -> host.fork("acme", "web", ForkRepo.named("COPY")));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> host.fork("acme", "nothing", ForkRepo.named("other")));
  }

  @Test
  void failedForkFreesTheNameAndLeavesNothing() throws Exception {
    Path inTheWay;
    try (Repository git = host.git(source)) {
      inTheWay = Files.createDirectory(git.getDirectory().toPath().resolve("shallow"));
    }

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> host.fork("acme", "web", ForkRepo.named("copy")));

    assertThat(host.find("acme", "copy")).isEmpty();
    assertThat(host.findNamespace("acme").orElseThrow().repoCount()).isEqualTo(1);
    host.settle();
    assertThat(below(data.resolve("tmp"))).isEmpty();
    assertThat(below(data.resolve("trash"))).isEmpty();
    Files.delete(inTheWay);
    assertThat(host.fork("acme", "web", ForkRepo.named("copy")).repo().name()).isEqualTo("copy");
  }

  /** The source is packed anew again and again, and pushed to, while it is forked. */
  @Test
  void forkOfARepoThatIsPackedMeanwhileIsWhole() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CountDownLatch started = new CountDownLatch(1);
    try (FileRepository git = (FileRepository) host.git(source)) {
      Committed.add(git, "refs/heads/main", "a", "0");
      Future<?> packing = other.submit(() -> {
        started.countDown();
        for (int i = 0; i < 25; i++) {
          Committed.add(git, "refs/heads/main", "a", "text " + i);
          GC gc = new GC(git);
          gc.setExpireAgeMillis(0);
          gc.setPackExpireAgeMillis(0);
          gc.gc().get();
        }
        return null;
      });
      started.await();
      int forks = 0;
      do {
        checkWhole(host.fork("acme", "web", ForkRepo.named("copy" + forks++)).repo());
      } while (!packing.isDone());
      packing.get();
    } finally {
      other.shutdownNow();
    }
  }

  private List<String> refs(RepoRow repo) throws IOException {
    try (Repository git = host.git(repo)) {
      return git.getRefDatabase().getRefsByPrefix("refs/").stream()
          .map(ref -> ref.getName() + " " + ref.getObjectId().name())
          .toList();
    }
  }

  private void checkWhole(RepoRow repo) throws IOException {
    try (Repository git = host.git(repo);
        ObjectWalk walk = new ObjectWalk(git)) {
      for (Ref ref : git.getRefDatabase().getRefsByPrefix("refs/")) {
        walk.markStart(walk.parseAny(ref.getObjectId()));
      }
      walk.checkConnectivity();
    }
  }

  static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder)).toList();
    }
  }
}
