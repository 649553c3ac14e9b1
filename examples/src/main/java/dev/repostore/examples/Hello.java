package dev.repostore.examples;

import dev.repostore.CreateToken;
import dev.repostore.ForkRepo;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Token;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.CreateCommit;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Push;
import dev.repostore.git.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The README's sixty seconds in Java. */
final class Hello {

  private Hello() {}

  static void withWorkingCopy(Path repos, Path work, Person ann) throws IOException {
    try (RepoStore store = RepoStores.open("repostore:local:" + repos)) {
      store.create("hello");
      GitRemote remote = GitRemote.of(store.repo("hello"));
      Workspace here = Workspace.at(work);
      try (Checkout checkout = Checkout.clone(remote, here, Path.of("hello"), Clone.all())) {
        Files.writeString(checkout.folder().resolve("README.md"), "# Hello\n");
        checkout.stageAll();
        checkout.commit(CreateCommit.of("First commit").withCommitter(ann));
        checkout.push(remote, Push.of("main"));
      }
    }
  }

  static void withoutClone(Path repos, Person ann, PrintStream out) {
    try (RepoStore store = RepoStores.open("repostore:local:" + repos)) {
      store.fork("hello", ForkRepo.named("hello-again"));
      GitRemote remote = GitRemote.of(store.repo("hello-again"));
      remote.commit(CommitFiles.on("main", "Greet everybody")
          .with(FileChange.put("README.md", "# Hello, everybody\n"))
          .withCommitter(ann));
      remote.log(ReadLog.head()).forEach(commit -> out.println(commit.message()));
      remote.list("main", "").orElseThrow().forEach(entry -> out.println(entry.name()));
      Token read = store.createToken("hello", CreateToken.read().withTtl(Duration.ofHours(1)));
      out.println(read.secret() + " opens " + store.get("hello").remote());
    }
  }
}
