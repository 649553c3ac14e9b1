package dev.repostore.artifacts;

import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What went wrong between here and a host, in words and with what it means for another try. */
final class Failures {

  private Failures() {}

  static NoAnswerException of(Throwable failure, URI asked, Masks masks) {
    Throwable cause = masks.clean(failure);
    String host = asked.getAuthority();
    if (failure instanceof HttpConnectTimeoutException) {
      return unsent(
          "No connection to " + host + " within the time for it. Check the network and any proxy.",
          cause);
    }
    if (has(failure, UnresolvedAddressException.class)
        || has(failure, UnknownHostException.class)) {
      return unsent(
          "There is no host named " + asked.getHost()
              + " as far as this machine can tell. Check base-url and the network.",
          cause);
    }
    if (failure instanceof ConnectException) {
      return unsent(
          host + " refuses connections. Check base-url, and that the server is running.", cause);
    }
    if (failure instanceof SSLException) {
      return insecure(masks.excerpt(words(failure)), host, failure, cause);
    }
    if (failure instanceof IOException) {
      return sent(
          "The connection to " + host + " was cut before its answer was complete. Try again.",
          cause);
    }
    return sent("The answer of " + host + " could not be read. Try again.", cause);
  }

  /** A handshake that failed once fails again; anything else may have been after the request. */
  private static NoAnswerException insecure(
      String why, String host, Throwable failure, @Nullable Throwable cause) {
    boolean handshake = failure instanceof SSLHandshakeException;
    return new NoAnswerException(
        new StoreUnavailableException(
            "No secure connection to " + host + ": " + why
                + ". Check that it speaks TLS, and has a certificate this Java trusts.",
            !handshake,
            null,
            cause),
        !handshake);
  }

  static NoAnswerException late(URI asked, Duration budget) {
    return sent(
        asked.getAuthority() + " did not answer within " + seconds(budget)
            + ". Try again, or open the store with a longer timeout.",
        null);
  }

  static StoreUnavailableException interrupted(InterruptedException stop) {
    Thread.currentThread().interrupt();
    return new StoreUnavailableException(
        "Waiting for the host's answer was interrupted; what was asked may be done all the same.",
        null,
        stop);
  }

  private static String seconds(Duration time) {
    return String.format(java.util.Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private static NoAnswerException unsent(String message, @Nullable Throwable cause) {
    return new NoAnswerException(new StoreUnavailableException(message, null, cause), false);
  }

  private static NoAnswerException sent(String message, @Nullable Throwable cause) {
    return new NoAnswerException(new StoreUnavailableException(message, null, cause), true);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
