package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.Person;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.Fetch;
import dev.repostore.git.GitException;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Push;
import dev.repostore.git.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Section 6: what goes in comes out. */
abstract class GitRules extends Rules {

  GitRules(Bench bench) {
    super(bench);
  }

  @Test
  void r6_1_whatIsPushedIsCloned() throws Exception {
    CreatedRepo repo = create();
    byte[] noise = new byte[300_000];
    new Random(4711).nextBytes(noise);
    Work work = work();
    work.write("noise.bin", noise);
    work.write("zeros.bin", new byte[] {0, 1, 0, '\r', '\n', 0});
    work.write("empty", "");
    work.write("a/b/c/ünï cödé.txt", "crlf\r\nlf\n");
    work.write("d/e/".repeat(4) + "日本 🦀 \"q'*?$.txt", "deep");
    work.write("run.sh", "#!/bin/sh\n");
    work.makeExecutable("run.sh");
    Files.createSymbolicLink(work.folder().resolve("link"), Path.of("a/b"));
    work.commit("everything");
    work.commitSubmodule("sub", work.hash("HEAD"));
    work.push(remote(repo), "HEAD:refs/heads/main");
    Work clone = cloned(remote(repo));
    assertThat(clone.hash("HEAD")).isEqualTo(work.hash("HEAD"));
    Map<String, String> files = clone.files("HEAD");
    assertThat(files).isEqualTo(work.files("HEAD")).hasSize(8);
    assertThat(files.get("run.sh")).startsWith("100755 ");
    assertThat(files.get("link")).startsWith("120000 ");
    assertThat(files.get("sub")).startsWith("160000 ");
    assertSame(clone.folder(), work.folder(), files.keySet());
  }

  /** The files themselves, which no hash vouches for. */
  private static void assertSame(Path clone, Path original, Set<String> paths) throws Exception {
    for (String path : paths) {
      Path file = clone.resolve(path);
      Path like = original.resolve(path);
      if (path.equals("sub")) {
        assertThat(file).as("a submodule, which is not followed").isEmptyDirectory();
      } else if (Files.isSymbolicLink(like)) {
        assertThat(Files.readSymbolicLink(file)).isEqualTo(Files.readSymbolicLink(like));
      } else {
        assertThat(Files.mismatch(file, like))
            .as("first differing byte of %s", path)
            .isEqualTo(-1);
        assertThat(Files.isExecutable(file)).as(path).isEqualTo(Files.isExecutable(like));
      }
    }
  }

  @Test
  void r6_2_aFreshCloneIsOnTheDefaultBranch() throws Exception {
    CreatedRepo repo = store().create(CreateRepo.named(newName()).withDefaultBranch("release/1.0"));
    sample()
        .push(
            remote(repo),
            "trunk:refs/heads/main",
            "trunk:refs/heads/master",
            "side/branch:refs/heads/release/1.0");
    Work clone = cloned(remote(repo));
    assertThat(clone.branch()).isEqualTo("release/1.0");
    assertThat(clone.folder().resolve("a/c.txt")).hasContent("four");
  }

  @Test
  void r6_3_anEmptyRepoClones() throws Exception {
    CreatedRepo repo = create();
    assertThat(remote(repo).refs()).isEmpty();
    assertThat(cloned(remote(repo)).folder().resolve(".git")).isDirectory();
  }

  @Test
  void r6_4_everyRefIsListed() throws Exception {
    CreatedRepo repo = create();
    Work work = sample();
    work.push(
        remote(repo),
        "trunk:refs/heads/main",
        "trunk:refs/heads/feature/a-b_c.d",
        "refs/tags/*:refs/tags/*",
        "refs/notes/commits",
        "trunk:refs/custom/x");
    String head = work.hash("trunk");
    assertThat(remote(repo).refs())
        .containsEntry("HEAD", head)
        .containsEntry("refs/heads/main", head)
        .containsEntry("refs/heads/feature/a-b_c.d", head)
        .containsEntry("refs/tags/annotated", work.hash("refs/tags/annotated"))
        .containsEntry("refs/tags/light", head)
        .containsEntry("refs/notes/commits", work.hash("refs/notes/commits"))
        .containsEntry("refs/custom/x", head)
        .hasSize(7);
  }

  @Test
  void r6_5_branchesAreRewrittenAndDeleted() throws Exception {
    CreatedRepo repo = createWithCommit();
    String hash = sample().hash("trunk~1");
    sample().push(remote(repo), "+" + hash + ":refs/heads/main", "trunk:refs/heads/gone");
    assertThat(remote(repo).refs()).containsEntry("refs/heads/main", hash);
    sample().push(remote(repo), ":refs/heads/gone");
    assertThat(remote(repo).refs()).doesNotContainKey("refs/heads/gone");
  }

  @Test
  void r6_11_aDeletedRepoLetsNobodyIn() throws Exception {
    CreatedRepo repo = createWithCommit();
    store().delete(repo.name());
    assertFails(GitException.class, () -> remote(repo).refs());
    assertFails(GitException.class, () -> sample().push(remote(repo), "trunk:refs/heads/main"));
  }

  @Test
  void r6_12_aReadOnlyRepoRefusesPushes() throws Throwable {
    offers(Capability.READ_ONLY, () -> {
      CreatedRepo repo = store().create(CreateRepo.named(newName()).withReadOnly(true));
      assertFails(GitException.class, () -> sample().push(remote(repo), "trunk:refs/heads/main"));
      assertThat(remote(repo).refs()).isEmpty();
    });
  }

  @Test
  void r6_17_notesTravel() throws Exception {
    CreatedRepo repo = createWithCommit();
    Person ada = new Person("Ada L", "ada@example.org");
    try (Checkout one = checkout(remote(repo));
        Checkout two = checkout(remote(repo))) {
      one.notes().by(ada).add("HEAD", "the prompt");
      one.notes("refs/notes/model").by(ada).add("HEAD~1", "its output");
      one.push(remote(repo), Push.notes());
      two.fetch(remote(repo), Fetch.usual().withNotes());
      assertThat(two.notes().read("HEAD")).contains("the prompt\n");
      assertThat(two.notes("refs/notes/model").read("HEAD~1")).contains("its output\n");
      two.notes().by(ada).append("HEAD", "the answer");
      two.push(remote(repo), Push.notes());
      one.fetch(remote(repo), Fetch.usual().withNotes());
      assertThat(one.notes().read("HEAD")).contains("the prompt\n\nthe answer\n");
    }
    assertThat(remote(repo).refs()).containsEntry("refs/heads/main", sample().hash("trunk"));
  }

  private Checkout checkout(GitRemote remote) throws Exception {
    Path folder = bench().newFolder();
    return Checkout.clone(remote, Workspace.at(folder), folder, Clone.all().withoutCheckout());
  }
}
