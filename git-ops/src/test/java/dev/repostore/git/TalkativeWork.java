package dev.repostore.git;

import dev.repostore.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Work with a remote, good and bad, and what its objects say of themselves: in a process that logs
 * all.
 */
final class TalkativeWork {

  private final FaultBed bed;
  private final Path said;

  private TalkativeWork(FaultBed bed, Path said) {
    this.bed = bed;
    this.said = said;
  }

  /** The folder to work in, and a file for what is said. */
  public static void main(String[] args) throws Exception {
    try (FaultBed bed = new FaultBed(Path.of(args[0]))) {
      new TalkativeWork(bed, Path.of(args[1])).run();
    }
    System.exit(0); // whatever a library's threads are waiting for
  }

  private void run() throws Exception {
    GitRemote remote = bed.fixture.remote;
    say(remote);
    try (Lease lease = Lease.of(bed.fixture.store.repo("web"), Scope.WRITE)) {
      say(lease);
      say(String.valueOf(lease.secret()));
    }
    for (Deed deed : Deed.values()) {
      say(bed.good(deed).result());
      bed.fixture.server.answerAfter(1, 403, "no");
      say(failure(deed, remote));
      bed.fixture.server.garbleAfter(
          1, "application/x-git-upload-pack-result", "0012ERR no, I said");
      say(failure(deed, remote));
    }
    bed.restore();
    try (Snapshot snapshot = remote.read(null)) {
      say(snapshot);
    }
    try (Checkout checkout = Checkout.open(Workspace.at(bed.clone), bed.clone)) {
      say(checkout);
      say(checkout.status());
      say(checkout.push(remote, Push.of("trunk:refs/heads/said").asDryRun()));
    }
  }

  private Throwable failure(Deed deed, GitRemote remote) {
    try {
      deed.of(remote, bed);
      throw new AssertionError(deed + " came to a good end");
    } catch (IOException | RuntimeException failed) {
      return failed;
    } finally {
      bed.fixture.server.recover();
    }
  }

  private void say(Object anything) throws IOException {
    String text = anything instanceof List<?> list ? list.toString() : String.valueOf(anything);
    Files.writeString(said, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
