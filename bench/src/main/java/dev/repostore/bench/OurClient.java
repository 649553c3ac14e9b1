package dev.repostore.bench;

import dev.repostore.Person;
import dev.repostore.Secret;
import dev.repostore.git.Checkout;
import dev.repostore.git.CreateCommit;
import dev.repostore.git.Fetch;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Status;
import dev.repostore.git.Workspace;
import java.net.URI;
import java.nio.file.Path;

/** Ours, in this process. */
final class OurClient implements Client {
  private static final Person BENCH = new Person("Bench", "bench@example.org");

  private final URI remote;
  private final Secret token;

  OurClient(String remote, String token) {
    this.remote = URI.create(remote);
    this.token = Secret.of(token);
  }

  private GitRemote remote() {
    return GitRemote.at(remote).withToken(token);
  }

  @Override
  public void clone(String url, Path folder) {
    GitRemote.at(URI.create(url)).withToken(token).cloneInto(folder);
  }

  @Override
  public void fetch(Path folder) {
    remote().fetch(folder, Fetch.usual());
  }

  @Override
  public void push(Path folder, String branch) {
    remote().push(folder, "HEAD:refs/heads/" + branch);
  }

  @Override
  public int status(Path folder) {
    try (Checkout checkout = open(folder)) {
      Status status = checkout.status();
      return status.unstaged().size() + status.untracked().size();
    }
  }

  @Override
  public void commitAll(Path folder) {
    try (Checkout checkout = open(folder)) {
      checkout.stageAll();
      checkout.commit(CreateCommit.of("Change").withAuthor(BENCH).withCommitter(BENCH));
    }
  }

  private static Checkout open(Path folder) {
    return Checkout.open(Workspace.at(folder), folder);
  }
}
