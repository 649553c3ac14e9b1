package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Commit;
import dev.repostore.ListTokens;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorkTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path folder;

  @Test
  void thePageAboutGitWorks() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (RepoStore store = RepoStores.open("repostore:local:" + folder.resolve("repos"))) {
      store.create("hello");
      GitWork.withWorkingCopy(store.repo("hello"), folder, ANN);
      GitWork.withoutClone(
          store.repo("hello"), ANN, new PrintStream(printed, true, StandardCharsets.UTF_8));

      assertThat(store.content("hello").log(ReadLog.head()))
          .extracting(Commit::message)
          .map(String::strip)
          .containsExactly("Rename the notes", "Note the bread", "Note the milk");
      assertThat(store.tokens("hello", ListTokens.active()).items())
          .as("every token made for the work is revoked")
          .hasSize(1);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("shopping/list.txt 11", "shopping/list.txt:2");
  }
}
