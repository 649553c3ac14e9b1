package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.repostore.Commit;
import dev.repostore.CreatedRepo;
import dev.repostore.EntryType;
import dev.repostore.Person;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.FileEntry;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Snapshot;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Section 6: commits made and files read without a clone. */
abstract class ClonelessRules extends Rules {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  private static final int LARGE = 1_100_000;

  ClonelessRules(Bench bench) {
    super(bench);
  }

  /** Faster than AssertJ, which looks at each byte in an object of its own. */
  private static void assertSame(byte[] there, byte[] committed) {
    assertThat(Arrays.mismatch(there, committed))
        .as("the first byte that differs")
        .isEqualTo(-1);
  }

  @Test
  void r6_18_whatIsCommittedWithoutACloneIsThere() throws Exception {
    CreatedRepo repo = create();
    GitRemote remote = remote(repo);
    byte[] large = new byte[LARGE];
    new Random(4711).nextBytes(large);
    Commit first = remote.commit(CommitFiles.on("main", "Begin")
        .withCommitter(ANN)
        .onlyIfNew()
        .with(FileChange.put("data/large.bin", large))
        .with(FileChange.put("data/ünï cödé 🦀", "text\r\n"))
        .with(FileChange.put("empty", "")));
    assertThat(first.parents()).isEmpty();
    Commit second = remote.commit(CommitFiles.on("main", "Go on")
        .withCommitter(ANN)
        .withExpectedHead(first.hash())
        .with(FileChange.putExecutable("run.sh", new byte[] {'#', 0, '!'}))
        .with(FileChange.link("link", "data"))
        .with(FileChange.delete("empty")));
    Commit branched = remote.commit(CommitFiles.on("topic/new", "Branch off")
        .withCommitter(ANN)
        .onlyIfNew()
        .withFrom("main")
        .with(FileChange.rename("data/large.bin", "moved.bin")));
    assertThat(second.parents()).containsExactly(first.hash());
    assertThat(branched.parents()).containsExactly(second.hash());
    assertThat(remote.refs())
        .containsEntry("HEAD", second.hash())
        .containsEntry("refs/heads/main", second.hash())
        .containsEntry("refs/heads/topic/new", branched.hash())
        .hasSize(3);

    assertSame(remote.file("main", "data/large.bin").orElseThrow().readAllBytes(), large);
    assertThat(remote.file("main", "empty")).isEmpty();
    try (Snapshot snapshot = remote.read("topic/new")) {
      assertThat(snapshot.commit()).isEqualTo(branched);
      assertThat(snapshot.files())
          .extracting(FileEntry::path, FileEntry::type, FileEntry::size)
          .containsExactly(
              tuple("data/ünï cödé 🦀", EntryType.BLOB, 6L),
              tuple("link", EntryType.SYMLINK, 4L),
              tuple("moved.bin", EntryType.BLOB, (long) LARGE),
              tuple("run.sh", EntryType.EXEC, 3L));
      assertThat(snapshot.file("moved.bin", LARGE - 5, 100).orElseThrow().readAllBytes())
          .isEqualTo(Arrays.copyOfRange(large, LARGE - 5, LARGE));
    }
  }
}
