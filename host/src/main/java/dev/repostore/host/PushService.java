package dev.repostore.host;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/** Answers {@code git-receive-pack}. */
final class PushService {

  private final HostSettings settings;

  PushService(HostSettings settings) {
    this.settings = settings;
  }

  void receive(GitRepo repo, GitCall.Body body, GitBody received, GitOutput out)
      throws IOException {
    Repository repository = repo.repository();
    ReceivePack receive = new ReceivePack(repository);
    receive.setBiDirectionalPipe(false);
    receive.setObjectChecker(new ObjectChecker());
    receive.setMaxObjectSizeLimit(settings.limits().fileBytes());
    receive.setMaxPackSizeLimit(
        Math.max(0, settings.limits().repoBytes() - repo.host().size(repo.row())));
    receive.setPostReceiveHook((rp, done) -> {
      repo.live().forget();
      if (done.stream().anyMatch(c -> c.getResult() == ReceiveCommand.Result.OK)) {
        repo.host().pushed(repo.row());
      }
    });
    try (InputStream in = body.open()) {
      receive.receive(in, out, null);
    }
  }
}
