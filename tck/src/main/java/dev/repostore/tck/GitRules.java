package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.git.GitException;
import java.nio.file.Files;
import java.util.Random;
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
    work.write("empty", "");
    work.write("a/b/c/ünï cödé.txt", "crlf\r\nlf\n");
    work.write("run.sh", "#!/bin/sh\n");
    work.makeExecutable("run.sh");
    Files.createSymbolicLink(work.folder().resolve("link"), java.nio.file.Path.of("a/b"));
    work.commit("everything");
    work.push(remote(repo), "HEAD:refs/heads/main");
    Work clone = cloned(remote(repo));
    assertThat(clone.hash("HEAD")).isEqualTo(work.hash("HEAD"));
    assertThat(clone.files("HEAD")).isEqualTo(work.files("HEAD")).hasSize(5);
    assertThat(clone.folder().resolve("noise.bin")).hasBinaryContent(noise);
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
}
