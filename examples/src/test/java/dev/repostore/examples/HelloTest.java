package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.ReadLog;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloTest {

  @TempDir
  Path folder;

  @Test
  void theReadmesMinuteInJavaWorks() throws Exception {
    Path repos = folder.resolve("repos");
    Hello.run(repos, folder.resolve("work"));
    try (RepoStore store = RepoStores.open("repostore:local:" + repos)) {
      assertThat(store.list()).extracting(RepoInfo::name).containsExactly("hello-again", "hello");
      for (String name : new String[] {"hello", "hello-again"}) {
        assertThat(store.content(name).log(ReadLog.head()))
            .singleElement()
            .satisfies(commit -> assertThat(commit.message()).isEqualTo("First commit"));
      }
    }
  }
}
