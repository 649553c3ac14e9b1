package dev.repostore.host;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Answers {@code git-receive-pack}. Before a push is said to be done its objects and refs are on
 * the disk and it is recorded; of one that is refused, whatever the reason, nothing is kept.
 */
final class PushService {

  /** Larger packs stay packs. */
  private static final int SMALL_BYTES = 512 << 10;

  private static final int SMALL_OBJECTS = 100;
  private static final int PACK_HEADER = 12;

  /** A compressed request may have so many, whatever its length. */
  private static final int MANY_OBJECTS = 1_000_000;

  /** No object takes fewer bytes in a pack. */
  private static final int LEAST_OBJECT = 8;

  /** Where failures go. */
  interface Failures {
    /** Notes a failure that is the host's, and says what the client is told of it. */
    String explain(Exception failure);
  }

  private final HostSettings settings;

  PushService(HostSettings settings) {
    this.settings = settings;
  }

  /**
   * @param sent how many bytes the body had when it came, and whether that was too many
   * @param failures told of what is not a refusal
   */
  void receive(GitRepo repo, GitCall.Body body, GitBody sent, GitOutput out, Failures failures)
      throws IOException {
    try (InputStream in = new BufferedInputStream(body.open(), 16 << 10)) {
      PushRequest request = PushRequest.read(in);
      if (request.commands().isEmpty()) {
        return;
      }
      PushReport report = new PushReport(request, out);
      Push push = new Push(repo, request, settings.liveQuirks());
      String refusal = null;
      try {
        push(repo, request, push, in, body, sent);
        push.unrecorded().ifPresent(failures::explain);
      } catch (PushRefusal refused) {
        refusal = String.valueOf(refused.getMessage());
      } catch (BadGitRequest notGit) {
        throw notGit;
      } catch (IOException | RuntimeException failed) {
        // A client that has been promised a report takes no other kind of error.
        refusal = failures.explain(failed);
      }
      if (refusal == null) {
        report.sendOutcomes();
      } else {
        report.sendRefusal(refusal);
      }
    }
  }

  private void push(
      GitRepo repo, PushRequest request, Push push, InputStream in, GitCall.Body body, GitBody sent)
      throws IOException {
    if (!request.needsPack()) {
      push.change(null);
      return;
    }
    long limit = settings.limits().repoBytes();
    long wanted = repo.host().sizeWith(repo.row(), sent.received());
    if (sent.tooLarge() || wanted > limit) {
      throw PushRefusal.repoTooLarge(wanted, limit);
    }
    sent.checkKept();
    KnownObjects known = new KnownObjects(repo);
    Lock relying = repo.live().pushLock();
    relying.lock();
    try (Incoming incoming = incoming(repo, in, body, sent, known::mayBeBase)) {
      if (push.isConnected(incoming, known)) {
        change(repo, push, incoming);
      }
    } finally {
      relying.unlock();
    }
  }

  private void change(GitRepo repo, Push push, Incoming incoming) throws IOException {
    Optional<RepoSizes.Room> room = repo.host().room(repo.row(), incoming);
    if (room.isEmpty()) {
      long wanted = repo.host().sizeWith(repo.row(), incoming.bytes());
      throw PushRefusal.repoTooLarge(wanted, settings.limits().repoBytes());
    }
    try (RepoSizes.Room taken = room.get()) {
      push.change(incoming);
    }
  }

  private Incoming incoming(
      GitRepo repo, InputStream in, GitCall.Body body, GitBody sent, Incoming.Bases bases)
      throws IOException {
    PushChecks checks = new PushChecks(settings.limits().fileBytes());
    in.mark(PACK_HEADER);
    int count = SmallPack.count(in.readNBytes(PACK_HEADER));
    in.reset();
    if (count > Math.max(MANY_OBJECTS, sent.received() / LEAST_OBJECT)) {
      // Room for all of them would be made before the first is read.
      throw PushRefusal.corrupt("it claims to have more objects than fit in its bytes");
    }
    if (count > SMALL_OBJECTS || sent.received() > SMALL_BYTES) {
      return new PackIncoming(repo.repository(), temporary(), in, checks, bases);
    }
    try {
      return new LooseIncoming(repo.repository(), in.readAllBytes(), checks, bases);
    } catch (SmallPack.TooLarge unpacked) {
      return again(repo, body, bases);
    }
  }

  private Incoming again(GitRepo repo, GitCall.Body body, Incoming.Bases bases) throws IOException {
    PushChecks checks = new PushChecks(settings.limits().fileBytes());
    try (InputStream in = body.open()) {
      PushRequest.read(in);
      return new PackIncoming(repo.repository(), temporary(), in, checks, bases);
    }
  }

  private Path temporary() {
    return settings.data().resolve("tmp");
  }
}
