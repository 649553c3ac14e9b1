package dev.repostore.bench;

import dev.repostore.Blob;
import dev.repostore.Person;
import dev.repostore.Secret;
import dev.repostore.git.Checkout;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.CreateCommit;
import dev.repostore.git.Fetch;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Status;
import dev.repostore.git.Workspace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Ours, in this process. */
final class OurClient implements Client {
  private static final Person BENCH = new Person("Bench", "bench@example.org");

  private final URI remote;
  private final Secret token;
  private final boolean trusting;

  /** @param trusting whether it takes the host's word that it looks for collisions of SHA-1 */
  OurClient(String remote, String token, boolean trusting) {
    this.remote = URI.create(remote);
    this.token = Secret.of(token);
    this.trusting = trusting;
  }

  private GitRemote remote() {
    return GitRemote.at(remote).withToken(token);
  }

  /** Without a clone. */
  byte[] read(String ref, String path) throws IOException {
    try (Blob blob = remote().file(ref, path).orElseThrow()) {
      return blob.stream().readAllBytes();
    }
  }

  /** Commits one file to a new branch, without a clone; the commit's hash. */
  String write(String branch, String path, String content) {
    CommitFiles request = CommitFiles.on(branch, "Write one file")
        .withFrom("main")
        .withCommitter(BENCH)
        .with(FileChange.put(path, content));
    return remote().commit(request).hash();
  }

  @Override
  public void clone(String url, Path folder) {
    GitRemote other = GitRemote.at(URI.create(url)).withToken(token);
    (trusting ? other.trusted() : other).cloneInto(folder);
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
