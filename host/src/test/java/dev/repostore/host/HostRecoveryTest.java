package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.CreateRepo;
import dev.repostore.NotFoundException;
import dev.repostore.RepoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRecoveryTest {

  @TempDir
  Path data;

  private Host host;

  @BeforeEach
  void open() {
    host = Host.open(HostSettings.in(data));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void deletedFilesAreRemovedInTheBackground() throws Exception {
    RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();
    try (Repository git = host.git(repo)) {
      Committed.add(git, "refs/heads/main", "a", "1");
    }

    host.delete("acme", "web");
    host.settle();

    assertThat(HostForkTest.below(data.resolve("trash"))).isEmpty();
    assertThat(repository(repo)).doesNotExist();
  }

  /** A push that goes on while its repo is deleted is not disturbed, and not acknowledged. */
  @Test
  void filesInUseAreRemovedWhenTheirLastUserIsDone() throws Exception {
    RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();
    try (Repository git = host.git(repo)) {
      try (Repository again = host.git(repo)) {
        host.delete("acme", "web");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> host.git(repo));
        Committed.add(again, "refs/heads/main", "a", "1");
      }
      Committed.add(git, "refs/heads/main", "a", "2");
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> host.pushed(repo, 0));
    }
    host.settle();

    assertThat(repository(repo)).doesNotExist();
    assertThat(HostForkTest.below(data.resolve("trash"))).isEmpty();
  }

  @Test
  void unfinishedReposAndStrayFilesAreGoneAfterAStart() throws Exception {
    RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();
    host.git(repo).close();
    kill();
    leaveUnfinished();
    Path stray = Files.createDirectories(data.resolve("repos/zz/zz00000000000000.git/objects"));
    Path half = Files.createDirectories(data.resolve("tmp/zz00000000000001-x/objects"));
    Path trash = Files.createDirectories(data.resolve("trash/zz00000000000002-x/objects"));

    open();

    assertThat(host.find("acme", "half")).isEmpty();
    assertThat(host.findNamespace("acme").orElseThrow().repoCount()).isEqualTo(1);
    host.settle();
    assertThat(stray).doesNotExist();
    assertThat(half).doesNotExist();
    assertThat(trash).doesNotExist();
    assertThat(repository(repo)).isDirectory();
    host.create("acme", CreateRepo.named("half"));
  }

  /** As after a kill in the middle of pushes: locks nobody holds, packs without an index. */
  @Test
  void deadLocksAndHalfPacksAreGoneWhenARepoIsFirstUsed() throws Exception {
    RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();
    Path folder = repository(repo);
    try (Repository git = host.git(repo)) {
      Committed.add(git, "refs/heads/main", "a", "1");
    }
    Path pack = onlyPack(folder);
    Path keep = folder
        .resolve("objects/pack")
        .resolve(pack.getFileName().toString().replace(".pack", ".keep"));
    kill();
    Path[] left = {
      folder.resolve("refs/heads/main.lock"),
      folder.resolve("packed-refs.lock"),
      folder.resolve("objects/pack/incoming_123.pack"),
      folder.resolve("objects/pack/pack-0000000000000000000000000000000000000000.pack"),
      folder.resolve("objects/noz123.tmp"),
      folder.resolve("objects/pack/gc_123.bitmap_tmp"),
      folder.resolve("objects/pack/pack-1111111111111111111111111111111111111111.idx"),
      folder.resolve("objects/pack/pack-1111111111111111111111111111111111111111.mtimes"),
    };
    for (Path file : left) {
      Files.writeString(file, "half");
    }
    Files.writeString(keep, "Somebody wants this pack left alone.");

    open();

    try (Repository git = host.git(host.find("acme", "web").orElseThrow())) {
      Committed.add(git, "refs/heads/main", "a", "2");
    }
    for (Path file : left) {
      assertThat(file).doesNotExist();
    }
    assertThat(pack).exists();
    assertThat(keep).exists();
  }

  /** What is being written now is not what a killed process left. */
  @Test
  void cleaningUpLeavesReposAloneThatWereMadeSinceTheStart() throws Exception {
    host.close();
    Ids ids = new Ids();
    RepoRow repo = unfinished();
    try (DataFolder folder = DataFolder.open(data);
        Trash trash = new Trash(folder.trash(), ids)) {
      Recovery recovery = new Recovery(folder.repos(), trash, id -> true);
      try (RepoStorage storage = new RepoStorage(folder, ids, trash, recovery)) {
        storage.open(repo).orElseThrow().close();
        Path lock = Files.writeString(repository(repo).resolve("refs/heads/main.lock"), "now");

        recovery.all();

        assertThat(lock).exists();
      }
    }
  }

  @Test
  void hostThatClosedInGoodOrderLeavesNothingToLookFor() throws Exception {
    RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();
    host.git(repo).close();
    host.close();
    Path lock = Files.writeString(repository(repo).resolve("refs/heads/main.lock"), "");

    open();
    host.settle();
    assertThat(lock).exists();

    kill();
    open();
    host.settle();
    assertThat(lock).doesNotExist();
  }

  @Test
  void hostThatIsClosedWhileItsFilesAreInUseLeavesThemToTheNextStart() throws Exception {
    RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();
    Path lock;
    try (Repository git = host.git(repo)) {
      lock = Files.writeString(git.getDirectory().toPath().resolve("refs/heads/main.lock"), "");
      host.close();
    }

    open();
    host.settle();

    assertThat(lock).doesNotExist();
  }

  /** A killed host has not signed off in the lock file; all else it leaves is made by the tests. */
  private void kill() throws IOException {
    host.close();
    Files.writeString(data.resolve("lock"), "1\n\n");
  }

  private void leaveUnfinished() {
    try (SqliteMetadata metadata = SqliteMetadata.open(data.resolve("metadata.db"))) {
      assertThat(metadata.addRepo(unfinished(), null)).isPresent();
    }
  }

  private static RepoRow unfinished() {
    return new RepoRow(
        "hhhhhhhhhhhhhhhh",
        "acme",
        "half",
        null,
        "main",
        TestClock.START,
        TestClock.START,
        null,
        null,
        false,
        RepoStatus.FORKING);
  }

  private Path repository(RepoRow repo) {
    return data.resolve("repos").resolve(repo.id().substring(0, 2)).resolve(repo.id() + ".git");
  }

  private static Path onlyPack(Path folder) throws IOException {
    return HostForkTest.below(folder.resolve("objects/pack")).stream()
        .filter(file -> file.toString().endsWith(".pack"))
        .findFirst()
        .orElseThrow();
  }
}
