package dev.repostore.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Git over smart HTTP, at {@code /git/{namespace}/{repo}.git}. Whatever else the path begins with
 * is left to the next handler.
 *
 * <p>What it needs of the server: threads that may block (at most {@link #WORKERS} are used at a
 * time, so there should be more than that), an idle timeout on the connector (it ends a stalled
 * reader), and no handler around it that buffers, compresses or limits bodies.
 */
final class GitHandler extends Handler.Abstract {

  static final int WORKERS = 120;

  private static final long FETCH_BYTES = 32L << 20;

  private final Host host;
  private final Duration patience;
  private final GitService service;
  private final RateLimiter limiter;
  private final Semaphore workers = new Semaphore(WORKERS);

  /** @param failures told the request's id and what went wrong, where that is the host's fault */
  GitHandler(Host host, BiConsumer<String, Throwable> failures) {
    this(host, failures, Patience.STANDARD.body());
  }

  /** @param patience how long a body may take to come before it must come at some pace */
  GitHandler(Host host, BiConsumer<String, Throwable> failures, Duration patience) {
    this.host = host;
    this.patience = patience;
    this.limiter = RateLimiter.of(host.settings());
    this.service = new GitService(host, failures);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith("/git/")) {
      return false;
    }
    GitReply reply = new GitReply(response, callback);
    Optional<GitRoute> route =
        GitRoute.of(request.getMethod(), path, request.getHttpURI().getQuery());
    if (route.isEmpty()) {
      reply.text(404, "Not found");
      return true;
    }
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    GitAccess access = GitAccess.of(host, route.get(), authorization);
    if (access instanceof GitAccess.Refused refused) {
      reply.refused(refused);
    } else if (access instanceof GitAccess.Granted granted) {
      Optional<Duration> wait = limiter.acquire(granted.repo().id());
      if (wait.isPresent()) {
        reply.limited(wait.get());
      } else {
        begin(new GitCall(route.get(), granted.repo(), request), reply);
      }
    }
    return true;
  }

  private void begin(GitCall call, GitReply reply) {
    if (call.route().advertises()) {
      work(reply, () -> service.advertise(call, reply));
    } else if (!call.hasRightType() || !call.hasRightEncoding()) {
      reply.text(415, "Send " + call.type("request") + ", as it is or compressed with gzip.");
    } else {
      receive(call, reply);
    }
  }

  private void receive(GitCall call, GitReply reply) {
    long limit = call.route().pushes() ? host.settings().limits().repoBytes() : FETCH_BYTES;
    GitBody body = new GitBody(host.settings().data().resolve("tmp"), limit);
    new GitBodyReader(
            call.request(),
            body,
            patience,
            () -> work(reply, () -> service.answer(call, body, reply)),
            reply::unfinished)
        .run();
  }

  private void work(GitReply reply, Runnable work) {
    if (!workers.tryAcquire()) {
      reply.busy();
      return;
    }
    try {
      work.run();
    } finally {
      workers.release();
    }
  }
}
