package dev.repostore.host;

import dev.repostore.RepoStoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers the REST API. In this order: is there such a route, may the caller use it, is it one
 * request too many, what is in the body; only then a route sees the request.
 */
final class RestHandler extends Handler.Abstract {

  static final int MAX_BODY = 1 << 20;

  private final Host host;
  private final Remotes remotes;
  private final ApiTokens tokens;
  private final RateLimiter limiter;
  private final Executor slow;
  private final Duration bodyDeadline;
  private final ServerLog log;

  /**
   * @param slow runs what may take minutes
   * @param bodyDeadline how long a whole body may take to arrive
   */
  RestHandler(
      Host host,
      Remotes remotes,
      ApiTokens tokens,
      Executor slow,
      Duration bodyDeadline,
      ServerLog log) {
    this.host = host;
    this.remotes = remotes;
    this.tokens = tokens;
    this.limiter = RateLimiter.of(host.settings());
    this.slow = slow;
    this.bodyDeadline = bodyDeadline;
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String raw = request.getHttpURI().getPath();
    if (!RestPath.mayBe(raw)) {
      return false;
    }
    guarded(request, response, callback, () -> {
      Optional<RestPath> path = RestPath.of(raw);
      if (path.isEmpty()) {
        TextReply.NOT_FOUND.send(request, response, callback);
        return;
      }
      RestRoutes.Found found = RestRoutes.find(request.getMethod(), path.get());
      if (found.route().isEmpty()) {
        noRoute(found, request, response, callback);
        return;
      }
      admitted(new Call(found.route().get(), found, request, response, callback));
    });
    return true;
  }

  private static void noRoute(
      RestRoutes.Found found, Request request, Response response, Callback callback) {
    if (found.methods().isEmpty()) {
      TextReply.NOT_FOUND.send(request, response, callback);
      return;
    }
    response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", found.methods()));
    new TextReply(405, "405 Method Not Allowed").send(request, response, callback);
  }

  private void admitted(Call call) {
    HttpFields headers = call.request.getHeaders();
    Optional<ErrorReply> refusal =
        tokens.refusal(headers.get(HttpHeader.AUTHORIZATION), call.route.edits());
    if (refusal.isPresent()) {
      call.send(refusal.get());
      return;
    }
    String key = call.found.variables().getOrDefault("{ns}", "").toLowerCase(java.util.Locale.ROOT);
    Optional<Duration> wait = limiter.acquire(key);
    if (wait.isPresent()) {
      call.send(tooMany(wait.get()));
    } else if (!call.route.takesBody()) {
      answer(call, RestBody.NONE);
    } else {
      body(call, headers);
    }
  }

  private void body(Call call, HttpFields headers) {
    Optional<ErrorReply> wrongType = ContentTypes.refusal(headers);
    if (wrongType.isPresent()) {
      call.send(wrongType.get());
      return;
    }
    BodyReader.read(
        call.request,
        MAX_BODY,
        bodyDeadline.toMillis(),
        bytes -> guarded(call.request, call.response, call.callback, () -> {
          RestBody body = RestBody.parse(bytes);
          if (call.route.slow()) {
            later(call, body);
          } else {
            answer(call, body);
          }
        }),
        refusal -> call.send(refused(refusal)));
  }

  private void later(Call call, RestBody body) {
    try {
      slow.execute(
          () -> guarded(call.request, call.response, call.callback, () -> answer(call, body)));
    } catch (RejectedExecutionException busy) {
      call.send(RestErrors.reply(
              503, "Too many imports are running already. Try again when one has finished.")
          .retryAfter(Duration.ofSeconds(10)));
    }
  }

  private void answer(Call call, RestBody body) {
    guarded(call.request, call.response, call.callback, () -> {
      RestRequest request = new RestRequest(
          host,
          remotes,
          call.found.variables(),
          RestQuery.of(call.request.getHttpURI().getQuery()),
          body,
          call.request.getHeaders());
      call.send(call.route.answer().to(request));
    });
  }

  /** Runs {@code work}; whatever it throws becomes an answer. */
  private void guarded(Request request, Response response, Callback callback, Work work) {
    ErrorReply reply;
    try {
      work.run();
      return;
    } catch (RepoStoreException expected) {
      reply = RestErrors.reply(expected, host.settings().liveQuirks());
      logged(response, reply.code() == HostErrors.INTERNAL_ERROR ? expected : null);
    } catch (Exception | StackOverflowError unexpected) {
      String id = FrontHandler.requestId(response);
      reply = RestErrors.unexpected(id);
      logged(response, unexpected);
    }
    if (response.isCommitted()) {
      callback.failed(new IllegalStateException("The answer broke off."));
    } else {
      reply.send(request, response, callback);
    }
  }

  private void logged(Response response, @Nullable Throwable failure) {
    if (failure != null) {
      log.failure(FrontHandler.requestId(response), failure);
    }
  }

  private static ErrorReply tooMany(Duration wait) {
    return RestErrors.reply(
            429,
            "Too many requests for this namespace in the last 10 seconds. Wait as long as "
                + "Retry-After says.")
        .retryAfter(wait);
  }

  private static ErrorReply refused(BodyReader.Refusal refusal) {
    return switch (refusal) {
      case TOO_LARGE -> RestErrors.reply(413, "The body is larger than 1 MiB (1,048,576 bytes).");
      case TOO_SLOW -> RestErrors.reply(408, "The body did not arrive in time. Send it faster.");
      case BROKEN ->
        RestErrors.reply(400, "The body broke off, or was not sent as HTTP says it must be.");
    };
  }

  private interface Work {
    void run() throws Exception;
  }

  /** A request whose route is known, and where its answer goes. */
  private record Call(
      RestRoute route,
      RestRoutes.Found found,
      Request request,
      Response response,
      Callback callback) {

    void send(RestReply reply) {
      reply.send(request, response, callback);
    }
  }
}
