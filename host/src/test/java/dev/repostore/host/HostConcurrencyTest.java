package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AlreadyExistsException;
import dev.repostore.CreateRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ListRepos;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.RepoStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostConcurrencyTest {

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
  void oneOfManyCreatorsWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      String name = "repo" + round;
      List<Boolean> won = Together.run(4, i -> {
        try {
          host.create(
              i % 2 == 0 ? "acme" : "ACME",
              CreateRepo.named(i < 2 ? name : "R" + name.substring(1)));
          return true;
        } catch (AlreadyExistsException lost) {
          return false;
        }
      });
      assertThat(won).containsOnlyOnce(true);
    }
    assertThat(host.findNamespace("acme").orElseThrow().repoCount()).isEqualTo(20);
    assertThat(host.namespaces(10, null, 1).total()).isEqualTo(1);
  }

  @Test
  void oneOfManyDeletersWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      String id = host.create("acme", CreateRepo.named("web")).repo().id();
      List<Optional<String>> told = Together.run(4, i -> host.delete("acme", "web"));
      assertThat(told).containsOnlyOnce(Optional.of(id));
    }
    assertThat(host.findNamespace("acme").orElseThrow().repoCount()).isZero();
  }

  @Test
  void firstUseByManyMakesOneRepository() throws Exception {
    RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();

    List<String> folders = Together.run(8, i -> {
      try (Repository git = host.git(repo)) {
        Committed.add(git, "refs/heads/b" + i, "a", "text " + i);
        return git.getDirectory().getPath();
      }
    });

    assertThat(Set.copyOf(folders)).hasSize(1);
    try (Repository git = host.git(repo)) {
      assertThat(git.getRefDatabase().getRefsByPrefix("refs/heads/")).hasSize(8);
    }
    host.settle();
    assertThat(HostForkTest.below(data.resolve("tmp"))).isEmpty();
  }

  /** Forks and deletes of one repo: each fork that is acknowledged is whole, no file is left. */
  @Test
  void deleteDuringForkLeavesAWholeForkOrNone() throws Exception {
    AtomicInteger forked = new AtomicInteger();
    for (int round = 0; round < 25; round++) {
      RepoRow source = host.create("acme", CreateRepo.named("source")).repo();
      ObjectId tip;
      try (Repository git = host.git(source)) {
        tip = Committed.add(git, "refs/heads/main", "a", "round " + round);
      }
      String name = "fork" + round;
      Together.run(2, i -> {
        if (i == 0) {
          return host.delete("acme", "source").isPresent();
        }
        return forkIfThere(name, forked);
      });
      Optional<RepoRow> fork = host.find("acme", name);
      if (fork.isPresent()) {
        assertTip(fork.get(), tip);
      }
    }
    host.settle();
    assertThat(foldersOnDisk()).isEqualTo(idsListed()).hasSize(forked.get());
    assertThat(host.findNamespace("acme").orElseThrow().repoCount()).isEqualTo(forked.get());
  }

  /** Whoever uses a repo while it is deleted fails or succeeds; either way no file is left. */
  @Test
  void deleteDuringUseLeavesNoFolder() throws Exception {
    for (int round = 0; round < 25; round++) {
      RepoRow repo = host.create("acme", CreateRepo.named("web")).repo();
      boolean used = round % 2 == 0;
      if (used) {
        host.git(repo).close();
      }
      Together.run(3, i -> {
        if (i == 0) {
          return host.delete("acme", "web").isPresent();
        }
        return pushIfThere(repo, "refs/heads/deep/b" + i);
      });
    }
    host.settle();
    assertThat(foldersOnDisk()).isEmpty();
  }

  private boolean pushIfThere(RepoRow repo, String ref) {
    try (Repository git = host.git(repo)) {
      Committed.add(git, ref, "a", ref);
      host.pushed(repo, 0);
      return true;
    } catch (RepoStoreException | java.io.UncheckedIOException deleted) {
      return false;
    }
  }

  private boolean forkIfThere(String name, AtomicInteger forked) {
    try {
      host.fork("acme", "source", ForkRepo.named(name));
      forked.incrementAndGet();
      return true;
    } catch (NotFoundException | NotReadyException deleted) {
      return false;
    }
  }

  private void assertTip(RepoRow fork, ObjectId tip) throws IOException {
    try (Repository git = host.git(fork)) {
      assertThat(git.resolve("refs/heads/main")).isEqualTo(tip);
      assertThat(git.open(tip).getSize()).isPositive();
    }
  }

  private Set<String> idsListed() {
    Set<String> ids = new HashSet<>();
    host.repos("acme", ListRepos.all().withLimit(200), 1).items().forEach(row -> ids.add(row.id()));
    return ids;
  }

  private Set<String> foldersOnDisk() throws IOException {
    Set<String> ids = new HashSet<>();
    for (Path path : HostForkTest.below(data.resolve("repos"))) {
      String name = path.getFileName().toString();
      if (name.endsWith(".git")) {
        ids.add(name.substring(0, name.length() - 4));
      }
    }
    return ids;
  }
}
