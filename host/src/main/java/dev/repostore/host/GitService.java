package dev.repostore.host;

import java.io.IOException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the Git requests that may go on, and sees to it that each gets an end: what the client
 * did wrong is told in Git's own way, so that Git shows it; a client that has gone is forgotten.
 */
final class GitService {

  private static final Logger LOG = LoggerFactory.getLogger(GitService.class);

  private final Host host;
  private final LiveRepos repos = new LiveRepos();
  private final GitAdvertisement advertisement;
  private final FetchService fetches;
  private final PushService pushes;

  GitService(Host host) {
    this.host = host;
    boolean liveQuirks = host.settings().liveQuirks();
    this.advertisement = new GitAdvertisement(liveQuirks);
    this.fetches = new FetchService();
    this.pushes = new PushService(host.settings());
  }

  void advertise(GitCall call, GitReply reply) {
    try (GitRepo repo = new GitRepo(host, call.repo(), repos)) {
      byte[] answer;
      if (call.route().pushes()) {
        answer = advertisement.receive(repo.refs());
      } else if (call.version() == 2) {
        answer = advertisement.v2();
      } else {
        answer = advertisement.upload(repo.refs(), call.version() == 1);
      }
      reply.bytes(call.type("advertisement"), answer);
    } catch (IOException | RuntimeException e) {
      reply.bytes(call.type("advertisement"), Packets.error(explain(call, e)));
    }
  }

  void answer(GitCall call, GitBody received, GitReply reply) {
    if (received.tooLarge() && !call.route().pushes()) {
      reply.text(413, "The request is too large.");
      return;
    }
    GitOutput out = reply.output(call.type("result"));
    try (GitRepo repo = new GitRepo(host, call.repo(), repos)) {
      if (call.route().pushes()) {
        pushes.receive(repo, call.body(received), received, out);
      } else {
        fetches.answer(repo, call.version() == 2, call.body(received), received.received(), out);
      }
      reply.finish(out);
    } catch (UploadPackInternalServerErrorException | ServiceMayNotContinueException told) {
      reply.finish(out);
    } catch (IOException | RuntimeException e) {
      failed(call, reply, out, e);
    }
  }

  private void failed(GitCall call, GitReply reply, GitOutput out, Exception e) {
    if (out.begun()) {
      reply.broken(e);
      return;
    }
    out.reset();
    try {
      out.write(Packets.error(explain(call, e)));
      reply.finish(out);
    } catch (IOException gone) {
      reply.broken(gone);
    }
  }

  private static String explain(GitCall call, Exception e) {
    if (e instanceof PackProtocolException && e.getMessage() != null) {
      return Printable.of(e.getMessage());
    }
    LOG.warn("git request for repo {} failed", call.repo().id(), e);
    return "The host failed to answer. Try again; if it fails again, look at the host's log.";
  }
}
