package dev.repostore.host;

import dev.repostore.RateLimitedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

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
   * @param slow runs what may take minutes, or refuses with a {@link RateLimitedException}
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
    RestExchange exchange =
        new RestExchange(request, response, callback, host.settings().liveQuirks(), log);
    exchange.run(() -> route(exchange, raw));
    return true;
  }

  private void route(RestExchange exchange, String raw) throws IOException {
    Optional<RestPath> path = RestPath.of(raw);
    if (path.isEmpty()) {
      exchange.send(TextReply.NOT_FOUND);
      return;
    }
    RestRoutes.Found found = RestRoutes.find(exchange.request().getMethod(), path.get());
    if (found.route().isPresent()) {
      admit(exchange, found.route().get(), found.variables());
    } else if (found.methods().isEmpty()) {
      exchange.send(TextReply.NOT_FOUND);
    } else {
      exchange.response().getHeaders().put(HttpHeader.ALLOW, String.join(", ", found.methods()));
      exchange.send(new TextReply(405, "405 Method Not Allowed"));
    }
  }

  private void admit(RestExchange exchange, RestRoute route, Map<String, String> variables)
      throws IOException {
    Optional<ErrorReply> refusal = tokens
        .refusal(exchange.header(HttpHeader.AUTHORIZATION), route.edits())
        .or(() -> tooMany(variables.getOrDefault("{ns}", "")))
        .or(() -> route.takesBody()
            ? ContentTypes.refusal(exchange.request().getHeaders())
            : Optional.empty());
    if (refusal.isPresent()) {
      exchange.send(refusal.get());
    } else if (route.takesBody()) {
      read(
          exchange,
          bytes -> exchange.run(() -> {
            RestBody body = RestBody.parse(bytes);
            Executor where = route.slow() ? slow : Runnable::run;
            where.execute(() -> exchange.run(() -> answer(exchange, route, variables, body)));
          }));
    } else {
      answer(exchange, route, variables, RestBody.NONE);
    }
  }

  private Optional<ErrorReply> tooMany(String namespace) {
    return limiter
        .acquire(namespace.toLowerCase(Locale.ROOT))
        .map(wait -> RestErrors.reply(
                429,
                "Too many requests for this namespace in the last 10 seconds. Wait as long as "
                    + "Retry-After says.")
            .retryAfter(wait));
  }

  private void read(RestExchange exchange, Consumer<byte[]> then) {
    BodyReader.read(
        exchange.request(),
        MAX_BODY,
        bodyDeadline.toMillis(),
        then,
        refusal -> exchange.send(refused(refusal)));
  }

  private void answer(
      RestExchange exchange, RestRoute route, Map<String, String> variables, RestBody body)
      throws IOException {
    Request request = exchange.request();
    RestQuery query = RestQuery.of(request.getHttpURI().getQuery());
    exchange.send(route
        .answer()
        .to(new RestRequest(host, remotes, variables, query, body, request.getHeaders())));
  }

  private static ErrorReply refused(BodyReader.Refusal refusal) {
    return switch (refusal) {
      case TOO_LARGE -> RestErrors.reply(413, "The body is larger than 1 MiB (1,048,576 bytes).");
      case TOO_SLOW -> RestErrors.reply(408, "The body did not arrive in time. Send it faster.");
      case BROKEN ->
        RestErrors.reply(400, "The body broke off, or was not sent as HTTP says it must be.");
    };
  }
}
