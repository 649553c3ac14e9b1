package dev.repostore.mcp;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Ends connections whose next request takes too long to come in: a client that sends a byte of its
 * headers now and then is never idle, and would stay for ever. For one thread.
 */
final class SlowHeaders {

  /** Where a connection stood when its last request was done. */
  private record Stand(long messages, long bytes, long since) {}

  private final long patience;
  private final Map<EndPoint, Stand> stands = new HashMap<>();

  /** @param patience in nanoseconds */
  SlowHeaders(long patience) {
    this.patience = patience;
  }

  /** To be called now and then with all connections there are. */
  void sweep(Collection<EndPoint> all) {
    Set<EndPoint> open = new HashSet<>(all);
    stands.keySet().retainAll(open);
    for (EndPoint each : open) {
      Connection connection = each.getConnection() instanceof SslConnection tls
          ? tls.getSslEndPoint().getConnection()
          : each.getConnection();
      if (connection == null || isSlow(each, connection)) {
        each.close();
      }
    }
  }

  private boolean isSlow(EndPoint each, Connection connection) {
    long messages = connection.getMessagesIn();
    long now = System.nanoTime();
    if (messages > connection.getMessagesOut()) { // it is our turn
      stands.remove(each);
      return false;
    }
    Stand stand = stands.get(each);
    if (stand == null || stand.messages != messages || stand.bytes == connection.getBytesIn()) {
      // Nothing of the next request has come, which the idle timeout is for.
      stands.put(each, new Stand(messages, connection.getBytesIn(), now));
      return false;
    }
    return now - stand.since > patience;
  }
}
