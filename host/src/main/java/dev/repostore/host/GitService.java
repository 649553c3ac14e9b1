package dev.repostore.host;

import dev.repostore.NotFoundException;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;

/**
 * Answers the Git requests that may go on, and sees to it that each gets an end: what the client
 * did wrong is told in Git's own way, so that Git shows it; a client that has gone is forgotten.
 */
final class GitService {

  private final Host host;
  private final BiConsumer<String, Throwable> failures;
  private final LiveRepos repos;
  private final GitAdvertisement advertisement;
  private final FetchService fetches;
  private final PushService pushes;

  GitService(Host host, BiConsumer<String, Throwable> failures) {
    this.host = host;
    this.failures = failures;
    this.repos = host.live();
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
      reply.bytes(call.type("advertisement"), Packets.error(explain(reply, e)));
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
        pushes.receive(
            repo, call.body(received), received, out, failure -> explain(reply, failure));
      } else {
        received.checkKept();
        fetches.answer(repo, call.version() == 2, call.body(received), received.received(), out);
      }
      reply.finish(out);
    } catch (UploadPackInternalServerErrorException | ServiceMayNotContinueException told) {
      if (out.broken()) {
        reply.broken(told);
      } else {
        explain(reply, told);
        reply.finish(out);
      }
    } catch (IOException | RuntimeException e) {
      failed(reply, out, e);
    }
  }

  private void failed(GitReply reply, GitOutput out, Exception e) {
    if (out.broken()) {
      reply.broken(e);
      return;
    }
    if (e instanceof BadGitRequest bad && !out.begun()) {
      out.reset();
      reply.text(bad.status(), String.valueOf(bad.getMessage()));
      return;
    }
    String message = explain(reply, e);
    try {
      if (out.begun()) {
        // Nothing is sent in pieces but packs, and they are sent in a band.
        out.write(Packets.errorInBand(message));
      } else {
        out.reset();
        out.write(Packets.error(message));
      }
      reply.finish(out);
    } catch (IOException gone) {
      reply.broken(gone);
    }
  }

  private String explain(GitReply reply, Exception e) {
    if (e instanceof NotFoundException) {
      return "the repo was deleted meanwhile";
    }
    // What JGit has told the client already it wraps.
    boolean wrapped = e instanceof UploadPackInternalServerErrorException && e.getCause() != null;
    Throwable cause = wrapped ? e.getCause() : e;
    if (cause instanceof PackProtocolException || cause instanceof RequestEnd) {
      return Printable.of(String.valueOf(cause.getMessage()));
    }
    failures.accept(FrontHandler.requestId(reply.response()), e);
    if (DiskFull.caused(e)) {
      return DiskFull.MESSAGE;
    }
    boolean damaged = cause instanceof CorruptObjectException
        || cause instanceof MissingObjectException
        || cause instanceof EOFException;
    return damaged
        ? String.valueOf(HostErrors.corrupt(e).getMessage())
        : "The host failed to answer; its log says why.";
  }
}
