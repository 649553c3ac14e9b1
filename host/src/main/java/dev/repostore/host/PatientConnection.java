package dev.repostore.host;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits long for a request to begin, but not for one that has begun: a client
 * that sends a byte of its headers now and then is never idle, and would stay for ever.
 */
final class PatientConnection extends HttpConnection {

  private final Duration longest;
  private long messages;
  private long bytes;
  private Scheduler.@Nullable Task deadline;

  // Jetty has no setting for this, and no other place that sees bytes before they are a request.
  private PatientConnection(
      HttpConfiguration http, Connector connector, EndPoint endPoint, Duration longest) {
    super(http, connector, endPoint);
    this.longest = longest;
  }

  /** @param longest how long the headers of a request may take from their first byte */
  static HttpConnectionFactory factory(HttpConfiguration http, Duration longest) {
    return new HttpConnectionFactory(http) {
      @Override
      public Connection newConnection(Connector connector, EndPoint endPoint) {
        PatientConnection made =
            new PatientConnection(getHttpConfiguration(), connector, endPoint, longest);
        return configure(made, connector, endPoint);
      }
    };
  }

  @Override
  public void onFillable() {
    super.onFillable();
    if (!isInHeaders()) {
      cancel();
    } else if (deadline == null) {
      deadline = getConnector()
          .getScheduler()
          .schedule(this::expire, longest.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Whether a request has begun, if only by the empty lines that may come before it. */
  private boolean isInHeaders() {
    if (!getParser().inHeaderState()) {
      return false;
    }
    boolean begun = !getParser().isState(HttpParser.State.START);
    boolean sameMessage = getMessagesIn() == messages;
    boolean more = getBytesIn() > bytes;
    messages = getMessagesIn();
    bytes = sameMessage ? bytes : getBytesIn();
    return begun || (sameMessage && more);
  }

  private void expire() {
    if (getParser().inHeaderState()) {
      getEndPoint().close();
    }
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    cancel();
    super.onClose(cause);
  }
}
