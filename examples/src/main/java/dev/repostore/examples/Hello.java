package dev.repostore.examples;

import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Token;
import dev.repostore.git.GitRemote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.api.Git;

/** The README's sixty seconds in Java. */
final class Hello {

  private Hello() {}

  static void run(Path repos, Path work) throws Exception {
    try (RepoStore store = RepoStores.open("repostore:local:" + repos)) {
      CreatedRepo hello = store.create("hello");
      Token write = hello.firstToken().orElseThrow();
      GitRemote remote = GitRemote.at(hello.remote()).withToken(write.secret());

      remote.cloneInto(work);
      Files.writeString(work.resolve("README.md"), "# Hello\n");
      try (Git git = Git.open(work.toFile())) {
        git.add().addFilepattern("README.md").call();
        git.commit().setMessage("First commit").call();
      }
      remote.push(work, "HEAD:refs/heads/main");

      store.fork("hello", ForkRepo.named("hello-again"));
      Token read = store.createToken("hello", CreateToken.read().withTtl(Duration.ofHours(1)));
      store.list().forEach(repo -> System.out.println(repo.name() + " " + repo.remote()));
      System.out.println(store.validateToken("hello", read.secret()));
    }
  }
}
