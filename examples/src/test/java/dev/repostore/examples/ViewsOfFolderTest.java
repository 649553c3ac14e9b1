package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.AccessRefusedException;
import dev.repostore.NotFoundException;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import dev.repostore.git.RemoteKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git through the views of a store that has no tokens to refuse. */
class ViewsOfFolderTest {

  @TempDir
  Path folder;

  private static GitRemote remote(RepoStore store) {
    return GitRemote.of(store.repo("web")).allowing(RemoteKind.FILE);
  }

  private static void commit(RepoStore store, String text) {
    remote(store)
        .commit(CommitFiles.on("main", text)
            .withCommitter(new Person("Ann", "ann@example.org"))
            .with(FileChange.put("a", text)));
  }

  @Test
  void aViewLetsGitDoWhatItLetsTheStoreDo() {
    try (RepoStore store = RepoStores.open("repostore:folder:" + folder)) {
      RepoStore agent = store.scoped("agent.");
      RepoStore looking = store.readOnly();
      agent.create("web");
      commit(agent, "one");
      assertThat(remote(agent.readOnly()).log(ReadLog.head())).hasSize(1);
      assertThatExceptionOfType(AccessRefusedException.class)
          .isThrownBy(() -> commit(agent.readOnly(), "two"));
      assertThatExceptionOfType(AccessRefusedException.class)
          .isThrownBy(() -> commit(looking.scoped("agent."), "two"));
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> commit(store, "two"));
      assertThat(remote(agent).log(ReadLog.head())).hasSize(1);
    }
  }
}
