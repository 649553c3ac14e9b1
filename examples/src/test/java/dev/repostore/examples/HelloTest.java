package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.ListTokens;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path folder;

  @Test
  void theReadmesMinuteInJavaWorks() throws Exception {
    Path repos = folder.resolve("repos");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Hello.withWorkingCopy(repos, folder, ANN);
    Hello.withoutClone(repos, ANN, new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (RepoStore store = RepoStores.open("repostore:local:" + repos)) {
      assertThat(store.list()).extracting(RepoInfo::name).containsExactly("hello-again", "hello");
      assertThat(store.content("hello").log(ReadLog.head()))
          .singleElement()
          .satisfies(commit -> assertThat(commit.author()).isEqualTo(ANN))
          .extracting(Commit::message)
          .isEqualTo("First commit");
      try (Blob readme = store.content("hello-again").file("main", "README.md").orElseThrow()) {
        assertThat(readme.stream()).hasContent("# Hello, everybody\n");
      }
      assertThat(store.tokens("hello", ListTokens.active()).items())
          .as("the first token and the one for an hour; those of Git's work are revoked")
          .hasSize(2);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .startsWith("Greet everybody", "First commit", "README.md")
        .last()
        .asString()
        .matches("\\*\\*\\* opens http://127\\.0\\.0\\.1:\\d+/git/default/hello\\.git");
  }
}
