package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Blob;
import dev.repostore.Capability;
import dev.repostore.Commit;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.EntryType;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.TreeEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Section 7: what is in a repo is what Git says is in it. */
abstract class ContentRules extends Rules {

  ContentRules(Bench bench) {
    super(bench);
  }

  /** What Git says of a commit. */
  private static Commit commit(RevCommit git) {
    String message = git.getFullMessage();
    return new Commit(
        git.name(),
        git.getTree().name(),
        message.endsWith("\n") ? message.substring(0, message.length() - 1) : message,
        person(git.getAuthorIdent()),
        person(git.getCommitterIdent()),
        Arrays.stream(git.getParents()).map(RevCommit::name).toList(),
        git.getAuthorIdent().getWhenAsInstant(),
        git.getCommitterIdent().getWhenAsInstant());
  }

  private static Person person(PersonIdent git) {
    return new Person(git.getName(), git.getEmailAddress());
  }

  private static List<String> hashes(List<Commit> log) {
    return log.stream().map(Commit::hash).toList();
  }

  private RepoContent pushed(Work work, String... refSpecs) {
    CreatedRepo repo = store().create(CreateRepo.named(newName()).withDefaultBranch("trunk"));
    work.push(remote(repo), refSpecs);
    return store().content(repo.name());
  }

  private static byte[] bytes(Optional<Blob> blob) {
    return blob.orElseThrow(() -> new AssertionError("The bytes are not there")).readAllBytes();
  }

  @Test
  void r7_1_theLogIsGits() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = work();
      work.write("a.txt", "one");
      RevCommit one = work.commit("one");
      work.checkout("side");
      work.write("b.txt", "two");
      work.commit("on the side");
      work.checkout("trunk");
      work.write("a.txt", "three");
      RevCommit three = work.commit("thrée\n\nwith a body\n");
      work.merge("side", "merge");
      RepoContent content = pushed(work, "HEAD:refs/heads/trunk");
      List<Commit> log = content.log(ReadLog.head());
      assertThat(log).hasSize(3);
      assertThat(log.get(0).hash()).isEqualTo(work.hash("HEAD"));
      assertThat(log.get(0).parents()).containsExactly(three.name(), work.hash("side"));
      assertThat(log.subList(1, 3)).containsExactly(commit(three), commit(one));
    });
  }

  @Test
  void r7_2_aLogHasItsLimitAndOffset() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = work();
      String[] hashes = new String[5];
      for (int i = 4; i >= 0; i--) {
        work.write("a.txt", "version " + i);
        hashes[i] = work.commit("version " + i).name();
      }
      RepoContent content = pushed(work, "HEAD:refs/heads/trunk");
      assertThat(hashes(content.log(ReadLog.head()))).containsExactly(hashes);
      assertThat(hashes(content.log(ReadLog.head().withLimit(2))))
          .containsExactly(hashes[0], hashes[1]);
      assertThat(hashes(content.log(ReadLog.head().withLimit(2).withOffset(3))))
          .containsExactly(hashes[3], hashes[4]);
      assertThat(content.log(ReadLog.head().withOffset(5))).isEmpty();
    });
  }

  @Test
  void r7_3_aLogBeginsWhereAsked() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = work();
      work.write("a.txt", "one");
      String one = work.commit("one").name();
      work.tag("annotated", true);
      work.tag("light", false);
      work.write("a.txt", "two");
      String two = work.commit("two").name();
      RepoContent content = pushed(
          work, "HEAD:refs/heads/trunk", one + ":refs/heads/old/one", "refs/tags/*:refs/tags/*");
      assertThat(hashes(content.log(ReadLog.head()))).containsExactly(two, one);
      assertThat(hashes(content.log(ReadLog.of("trunk")))).containsExactly(two, one);
      for (String ref : List.of("old/one", "annotated", "light", one)) {
        assertThat(hashes(content.log(ReadLog.of(ref)))).as(ref).containsExactly(one);
      }
    });
  }

  @Test
  void r7_5_aCommitIsAsGitMadeIt() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = work();
      work.write("a.txt", "one");
      RevCommit one = work.commit("subject\n\nbody\n\n");
      work.write("a.txt", "two");
      RevCommit two = work.commit("🎉");
      RepoContent content = pushed(work, "HEAD:refs/heads/trunk");
      assertThat(content.commit(one.name())).contains(commit(one));
      assertThat(content.commit(two.name())).contains(commit(two));
    });
  }

  @Test
  void r7_6_aFolderIsAsGitMadeIt() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = work();
      work.write("b.txt", "b");
      work.write("a/inside.txt", "inside");
      work.write("a.txt", "a");
      work.write("run", "#!/bin/sh\n");
      work.makeExecutable("run");
      Files.createSymbolicLink(work.folder().resolve("link"), Path.of("a.txt"));
      work.commit("one");
      RepoContent content = pushed(work, "HEAD:refs/heads/trunk");
      // Git sorts a folder as if its name ended in a slash.
      assertThat(content.tree(work.hash("HEAD^{tree}")).orElseThrow())
          .containsExactly(
              new TreeEntry("a.txt", EntryType.BLOB, work.hash("HEAD:a.txt")),
              new TreeEntry("a", EntryType.TREE, work.hash("HEAD:a")),
              new TreeEntry("b.txt", EntryType.BLOB, work.hash("HEAD:b.txt")),
              new TreeEntry("link", EntryType.SYMLINK, work.hash("HEAD:link")),
              new TreeEntry("run", EntryType.EXEC, work.hash("HEAD:run")));
      assertThat(content.tree(work.hash("HEAD:a")).orElseThrow())
          .containsExactly(
              new TreeEntry("inside.txt", EntryType.BLOB, work.hash("HEAD:a/inside.txt")));
    });
  }

  @Test
  void r7_7_aBlobHasItsBytes() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      byte[] noise = new byte[1_000_000];
      new Random(42).nextBytes(noise);
      Work work = work();
      work.write("noise", noise);
      work.write("empty", "");
      work.commit("one");
      RepoContent content = pushed(work, "HEAD:refs/heads/trunk");
      try (Blob blob = content.blob(work.hash("HEAD:noise")).orElseThrow()) {
        assertThat(blob.size()).isIn(-1L, 1_000_000L);
        assertThat(blob.stream().readAllBytes()).isEqualTo(noise);
      }
      assertThat(bytes(content.blob(work.hash("HEAD:empty")))).isEmpty();
    });
  }

  @Test
  void r7_8_aFileHasItsBytes() throws Throwable {
    offers(Capability.READ_CONTENT, () -> {
      Work work = work();
      work.write("dir/ünï cödé & more.txt", "one");
      String one = work.commit("one").name();
      work.tag("v1", true);
      work.write("dir/ünï cödé & more.txt", "two");
      work.commit("two");
      RepoContent content =
          pushed(work, "HEAD:refs/heads/trunk", one + ":refs/heads/old/one", "refs/tags/v1");
      String path = "dir/ünï cödé & more.txt";
      assertThat(bytes(content.file("trunk", path))).asString().isEqualTo("two");
      for (String ref : List.of("old/one", "v1", one)) {
        assertThat(bytes(content.file(ref, path))).as(ref).asString().isEqualTo("one");
      }
    });
  }
}
