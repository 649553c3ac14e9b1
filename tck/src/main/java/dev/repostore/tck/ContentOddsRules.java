package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.CreatedRepo;
import dev.repostore.NotFoundException;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section 7: what is not in a repo. */
abstract class ContentOddsRules extends Rules {

  private static final String NO_SUCH_HASH = "0123456789012345678901234567890123456789";

  ContentOddsRules(Bench bench) {
    super(bench);
  }

  /** The content of a repo that has the sample's side branch. */
  private RepoContent pushed() throws Exception {
    CreatedRepo repo = create();
    sample().push(remote(repo), "side/branch:refs/heads/main");
    return store().content(repo.name());
  }

  @Test
  void r7_4_nothingIsAnEmptyLog() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      assertThat(store().content(create().name()).log(ReadLog.head())).isEmpty();
      RepoContent content = pushed();
      for (String ref : List.of("nosuchbranch", "no/such/branch", NO_SUCH_HASH)) {
        assertThat(content.log(ReadLog.of(ref))).as(ref).isEmpty();
      }
    });
  }

  @Test
  void r7_9_whatIsNotThereIsEmpty() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = sample();
      RepoContent content = pushed();
      String commit = work.hash("side/branch");
      String tree = work.hash("side/branch^{tree}");
      String blob = work.hash("side/branch:a/b.txt");
      for (String hash : List.of(NO_SUCH_HASH, tree, blob)) {
        assertThat(content.commit(hash)).isEmpty();
      }
      for (String hash : List.of(NO_SUCH_HASH, commit, blob)) {
        assertThat(content.tree(hash)).isEmpty();
      }
      for (String hash : List.of(NO_SUCH_HASH, commit, tree)) {
        assertThat(content.blob(hash)).isEmpty();
      }
      for (String path : List.of("a", "a/d.txt", "b.txt", "a/b.txt/c", "A/b.txt")) {
        assertThat(content.file("main", path)).as(path).isEmpty();
      }
      for (String ref : List.of("nosuchbranch", NO_SUCH_HASH)) {
        assertThat(content.file(ref, "a/b.txt")).as(ref).isEmpty();
      }
    });
  }

  @Test
  void r7_10_nonsenseIsRefused() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      RepoContent content = pushed();
      for (String hash : List.of(
          "", "main", "0123", NO_SUCH_HASH + "0", "../x", "G" + NO_SUCH_HASH.substring(1))) {
        assertRefused("hash", () -> content.commit(hash));
        assertRefused("hash", () -> content.tree(hash));
        assertRefused("hash", () -> content.blob(hash));
      }
      for (String path : List.of("", "/a/b.txt", "../a/b.txt", "a/../a/b.txt")) {
        assertRefused("path", () -> content.file("main", path));
      }
    });
  }

  @Test
  void r7_11_noRepoNoContent() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      RepoContent content = store().content(newName());
      assertFails(NotFoundException.class, () -> content.log(ReadLog.head()));
      assertFails(NotFoundException.class, () -> content.commit(NO_SUCH_HASH));
      assertFails(NotFoundException.class, () -> content.tree(NO_SUCH_HASH));
      assertFails(NotFoundException.class, () -> content.blob(NO_SUCH_HASH));
      assertFails(NotFoundException.class, () -> content.file("main", "a.txt"));
    });
  }

  @Test
  void r7_12_anotherReposContentIsItsOwn() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = sample();
      pushed();
      RepoContent other = store().content(createWithCommit().name());
      assertThat(other.commit(work.hash("side/branch"))).isEmpty();
      assertThat(other.tree(work.hash("side/branch^{tree}"))).isEmpty();
      assertThat(other.blob(work.hash("side/branch:a/c.txt"))).isEmpty();
      assertThat(other.file(work.hash("side/branch"), "a/c.txt")).isEmpty();
    });
  }
}
