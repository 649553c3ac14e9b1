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
    Work work = work();
    work.write("a.txt", "main");
    work.commit("main");
    work.push(remote(repo), "HEAD:refs/heads/main", "HEAD:refs/heads/master");
    work.write("a.txt", "release");
    work.commit("release");
    work.push(remote(repo), "HEAD:refs/heads/release/1.0");
    Work clone = cloned(remote(repo));
    assertThat(clone.branch()).isEqualTo("release/1.0");
    assertThat(clone.folder().resolve("a.txt")).hasContent("release");
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
    Work work = work();
    work.write("a.txt", "one");
    work.commit("one");
    work.tag("annotated", true);
    work.tag("light", false);
    work.note("well done");
    work.push(
        remote(repo),
        "HEAD:refs/heads/main",
        "HEAD:refs/heads/feature/a-b_c.d",
        "refs/tags/*:refs/tags/*",
        "refs/notes/commits",
        "HEAD:refs/custom/x");
    String head = work.hash("HEAD");
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
    Work work = work();
    work.write("b.txt", "unrelated");
    String hash = work.commit("unrelated").name();
    work.push(remote(repo), "+HEAD:refs/heads/main", "HEAD:refs/heads/gone");
    assertThat(remote(repo).refs()).containsEntry("refs/heads/main", hash);
    work.push(remote(repo), ":refs/heads/gone");
    assertThat(remote(repo).refs()).doesNotContainKey("refs/heads/gone");
  }

  @Test
  void r6_11_aDeletedRepoLetsNobodyIn() throws Exception {
    CreatedRepo repo = createWithCommit();
    store().delete(repo.name());
    assertFails(GitException.class, () -> remote(repo).refs());
    Work work = work();
    work.write("a.txt", "late");
    work.commit("late");
    assertFails(GitException.class, () -> work.push(remote(repo), "HEAD:refs/heads/main"));
  }

  @Test
  void r6_12_aReadOnlyRepoRefusesPushes() throws Throwable {
    offers(Capability.READ_ONLY, () -> {
      CreatedRepo repo = store().create(CreateRepo.named(newName()).withReadOnly(true));
      Work work = work();
      work.write("a.txt", "one");
      work.commit("one");
      assertFails(GitException.class, () -> work.push(remote(repo), "HEAD:refs/heads/main"));
      assertThat(remote(repo).refs()).isEmpty();
    });
  }
}
