package dev.repostore.host;

import dev.repostore.NotFoundException;
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

  private final HostSettings settings;

  PushService(HostSettings settings) {
    this.settings = settings;
  }

  /** @param sent how many bytes the body had when it came, and whether that was too many */
  void receive(GitRepo repo, GitCall.Body body, GitBody sent, GitOutput out) throws IOException {
    try (InputStream in = new BufferedInputStream(body.open(), 16 << 10)) {
      PushRequest request = PushRequest.read(in);
      if (request.commands().isEmpty()) {
        return;
      }
      PushReport report = new PushReport(request, out);
      try {
        push(repo, request, in, body, sent);
        report.sendOutcomes();
      } catch (PushRefusal refusal) {
        report.sendRefusal(String.valueOf(refusal.getMessage()));
      } catch (NotFoundException deleted) {
        report.sendRefusal("the repo was deleted meanwhile");
      }
    }
  }

  private void push(
      GitRepo repo, PushRequest request, InputStream in, GitCall.Body body, GitBody sent)
      throws IOException {
    Push push = new Push(repo, request, settings.liveQuirks());
    if (!request.needsPack()) {
      push.change(null);
      return;
    }
    long limit = settings.limits().repoBytes();
    long wanted = repo.host().sizeWith(repo.row(), sent.received());
    if (sent.tooLarge() || wanted > limit) {
      throw PushRefusal.repoTooLarge(wanted, limit);
    }
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
