package dev.repostore.git;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An exchange came to nothing. JGit gives up on this kind of exception; after any other it would
 * send the request once more, and a push is not to be sent twice.
 */
final class Broken extends SocketException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String advice;

  Broken(String message) {
    this(message, null, null);
  }

  Broken(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /** @param advice what to do about it; null for trying again */
  Broken(String message, @Nullable Throwable cause, @Nullable String advice) {
    super(message);
    initCause(cause);
    this.advice = advice;
  }

  /** A connection that did not come about, or broke off. */
  static Broken connection(URI target, Throwable failed) {
    String host = target.getHost() + (target.getPort() < 0 ? "" : ":" + target.getPort());
    if (Failures.in(failed, UnresolvedAddressException.class) != null
        || Failures.in(failed, UnknownHostException.class) != null) {
      return new Broken(
          "the host '" + target.getHost() + "' is not known",
          failed,
          " Check the URL's spelling, and that this machine is on the network.");
    }
    if (Failures.in(failed, ConnectException.class) != null
        && Failures.in(failed, HttpConnectTimeoutException.class) == null) {
      return new Broken(
          host + " refuses connections",
          failed,
          " Check the URL's port, and that the server is running.");
    }
    if (Failures.in(failed, SSLException.class) != null
        && Failures.reason(failed).contains("SSL message")) {
      return new Broken(
          host + " speaks no TLS there",
          failed,
          " If plain HTTP is meant, begin the URL with http: instead of https:.");
    }
    return new Broken("the connection failed: " + Failures.reason(failed), failed);
  }

  /** What to do about it. */
  String advice() {
    return advice == null ? " Try again later." : advice;
  }
}
