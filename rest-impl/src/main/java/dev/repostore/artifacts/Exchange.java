package dev.repostore.artifacts;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its answer, body included, before a deadline: the JDK's own timeout ends with the
 * headers.
 */
final class Exchange {

  private static final int MOST_JSON = 16 * 1024 * 1024;
  private static final int MOST_OF_AN_ERROR = 64 * 1024;

  /** The whole body in memory, up to what any sensible answer has. */
  static final BodyHandler<Answer.Body> WHOLE =
      head -> new BoundedBody(head.statusCode() < 300 ? MOST_JSON : MOST_OF_AN_ERROR);

  /** The beginning of the body. */
  static final BodyHandler<Answer.Body> BEGINNING = head -> new BoundedBody(MOST_OF_AN_ERROR);

  /** The body as it comes, if the answer is a good one. */
  static final BodyHandler<Answer.Body> STREAM = head -> head.statusCode() < 300
      ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), Exchange::streamed)
      : new BoundedBody(MOST_OF_AN_ERROR);

  private final HttpClient client;

  Exchange(Duration connectTimeout) {
    // Over plain HTTP the JDK would try to upgrade to HTTP/2 with every first request.
    client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout)
        .build();
  }

  Answer once(HttpRequest request, BodyHandler<Answer.Body> reading, Deadline deadline, Masks masks)
      throws NoAnswerException {
    CompletableFuture<HttpResponse<Answer.Body>> coming = client.sendAsync(request, reading);
    try {
      HttpResponse<Answer.Body> come = coming.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(come.statusCode(), come.headers(), come.body(), false);
    } catch (TimeoutException late) {
      coming.cancel(true);
      throw Failures.late(request.uri(), deadline.elapsed());
    } catch (InterruptedException stop) {
      coming.cancel(true);
      throw Failures.interrupted(stop);
    } catch (ExecutionException failed) {
      throw Failures.of(root(failed), request.uri(), masks);
    }
  }

  /**
   * Hangs up when what runs is done, where the JDK can (21 and later); before, it does so when
   * idle.
   */
  void close() {
    try {
      HttpClient.class.getMethod("shutdown").invoke(client);
    } catch (ReflectiveOperationException before21) {
      // Its threads are daemons and end when the client is forgotten.
    }
  }

  private static Throwable root(Throwable failed) {
    Throwable cause = failed.getCause();
    boolean wrapped = failed instanceof ExecutionException || failed instanceof CompletionException;
    return wrapped && cause != null ? root(cause) : failed;
  }

  private static Answer.Body streamed(InputStream stream) {
    return new Answer.Body("", false, stream);
  }
}
