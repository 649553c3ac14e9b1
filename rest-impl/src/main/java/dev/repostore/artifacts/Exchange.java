package dev.repostore.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;

/** One request and its answer, body included, before a deadline. */
final class Exchange {

  private static final int MOST_JSON = 16 * 1024 * 1024;
  private static final int MOST_OF_AN_ERROR = 64 * 1024;

  /** How much of a good answer's body is wanted; of an error's it is always the beginning. */
  enum Wanted {
    /** All of it in memory, up to what any sensible answer has. */
    WHOLE,
    /** The beginning, in memory. */
    BEGINNING,
    /** As it comes. */
    STREAM
  }

  private final HttpClient client;
  private final BodyWatch watch = new BodyWatch();

  /** @param base where all requests go to, or under it */
  Exchange(URI base, Duration connectTimeout) {
    // Over plain HTTP the JDK would try to upgrade to HTTP/2 with every first request.
    HttpClient.Builder builder = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout);
    if ("http".equalsIgnoreCase(base.getScheme())) {
      builder.sslContext(NoTls.context()).sslParameters(new SSLParameters());
    }
    client = builder.build();
  }

  /**
   * Sends on the caller's own thread: {@code sendAsync} with a bounded wait would be simpler, and
   * take more than twice the time on a fast network.
   */
  Answer once(HttpRequest.Builder unbounded, Wanted wanted, Deadline deadline, Masks masks)
      throws NoAnswerException {
    Duration left = deadline.left();
    HttpRequest request =
        unbounded.timeout(left.isZero() ? Duration.ofNanos(1) : left).build();
    try {
      HttpResponse<Answer.Body> come =
          client.send(request, head -> body(head.statusCode(), wanted, deadline));
      return new Answer(come.statusCode(), come.headers(), come.body(), false);
    } catch (InterruptedException stop) {
      throw Failures.interrupted(stop);
    } catch (IOException | IllegalArgumentException failed) {
      // The latter is what the JDK makes of a malformed length.
      throw isLate(failed, deadline)
          ? Failures.late(request.uri(), deadline.budget())
          : Failures.of(failed, request.uri(), masks);
    }
  }

  private static boolean isLate(Exception failed, Deadline deadline) {
    // The timers need not agree with the deadline to the last millisecond.
    boolean head =
        failed instanceof HttpTimeoutException && !(failed instanceof HttpConnectTimeoutException);
    return head || deadline.left().isZero();
  }

  private BodySubscriber<Answer.Body> body(int status, Wanted wanted, Deadline deadline) {
    if (wanted == Wanted.STREAM && status < 300) {
      return BodySubscribers.mapping(BodySubscribers.ofInputStream(), Exchange::streamed);
    }
    boolean whole = wanted == Wanted.WHOLE && status < 300;
    return BoundedBody.of(whole ? MOST_JSON : MOST_OF_AN_ERROR, deadline, watch);
  }

  private static Answer.Body streamed(InputStream stream) {
    return new Answer.Body("", false, stream);
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
}
