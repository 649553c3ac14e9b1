package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pack of a few commits weighs. That it is right is shown by fetches. */
class NearPackTest {

  private static final int LONG = 50_000;

  @TempDir
  Path work;

  private final Random random = new Random(5);
  private GitBinary git;

  @BeforeEach
  void begin() throws Exception {
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=trunk", "a");
    git = new GitBinary(work.resolve("a"));
    git.commit("file", text(LONG));
    git.commit("other", text(LONG));
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Long.toString(random.nextLong(), 36)).append('\n');
    }
    return text.toString();
  }

  private String read(String file) throws Exception {
    return Files.readString(git.folder().resolve(file));
  }

  /** Of what leads from one commit to the branch. */
  private int size(String had, boolean thin) throws Exception {
    try (Repository repository = new FileRepositoryBuilder()
            .setGitDir(git.folder().resolve(".git").toFile())
            .build();
        RevWalk walk = new RevWalk(repository)) {
      FreshObjects fresh = FreshObjects.of(
              walk,
              List.of(walk.parseCommit(repository.resolve("trunk"))),
              List.of(walk.parseCommit(repository.resolve(had))))
          .orElseThrow();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (NearPack pack = new NearPack(walk.getObjectReader(), fresh, thin)) {
        pack.write(List.of(), out);
      }
      return out.size();
    }
  }

  @Test
  void aChangedFileIsSentAsWhatChanged() throws Exception {
    git.commit("file", read("file") + "a line\n");
    assertThat(size("trunk~1", true)).isLessThan(1_000);
    assertThat(size("trunk~1", false)).isGreaterThan(LONG / 2);
  }

  @Test
  void soIsOneThatChangedInEachCommit() throws Exception {
    for (int i = 0; i < 3; i++) {
      git.commit("file", read("file") + "line " + i + "\n");
    }
    assertThat(size("trunk~3", true)).isLessThan(2_000);
  }

  @Test
  void whatHasNothingInCommonIsSentWhole() throws Exception {
    git.commit("file", text(LONG));
    assertThat(size("trunk~1", true)).isGreaterThan(LONG / 2);
  }

  /** It is in the pack, where nothing may be a difference to it that it is a difference to. */
  @Test
  void whatComesBackIsSentWhole() throws Exception {
    String before = read("file");
    git.commit("file", before + "a line\n");
    git.commit("file", before);
    assertThat(size("trunk~2", true)).isBetween(LONG, 2 * LONG);
  }
}
