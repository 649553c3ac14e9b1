package dev.repostore.host;

import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A host that is reached over HTTP: the Artifacts REST API, and Git under {@code /git/}.
 *
 * <pre>{@code
 * try (HostServer server = HostServer.start(
 *     HostSettings.in(folder), ServerSettings.withToken(Secret.of("…")))) {
 *   System.out.println(server.url());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HostServer implements AutoCloseable {

  private final HttpFront front;
  private final URI url;
  private final @Nullable Host owned;

  private HostServer(HttpFront front, URI url, @Nullable Host owned) {
    this.front = front;
    this.url = url;
    this.owned = owned;
  }

  /**
   * Opens the data folder and listens; when this returns, requests are answered.
   *
   * @throws StoreUnavailableException if another process has the folder open, or the port is taken
   */
  public static HostServer start(HostSettings hostSettings, ServerSettings settings) {
    return start(hostSettings, settings, Patience.STANDARD);
  }

  static HostServer start(HostSettings hostSettings, ServerSettings settings, Patience patience) {
    ServerSocketChannel channel = bind(settings.bind(), settings.port());
    ServerLog log = new ServerLog(settings.log(), settings.secrets(), hostSettings.clock());
    // Side by side, because each takes a third of a second the first time.
    CompletableFuture<HttpFront> front =
        CompletableFuture.supplyAsync(() -> new HttpFront(patience, log));
    Host host = null;
    try {
      host = Host.open(hostSettings);
      URI url = urlOf(settings.bind(), channel);
      URI shown = settings.publicUrl() == null ? url : settings.publicUrl();
      HttpFront http = front.join();
      RestHandler rest = new RestHandler(
          host, Remotes.at(shown), settings.tokens(), http.slow(), patience.body(), log);
      http.listen(channel, new GitHandler(host, log::failure, patience.body()), rest);
      host.announce(url);
      return new HostServer(http, url, host);
    } catch (RuntimeException | Error failure) {
      closeAfter(failure, channel, host);
      throw failure;
    }
  }

  /**
   * Git alone, for a host somebody else closes, on a channel that is bound already. It logs
   * nothing: it runs inside somebody's program.
   */
  static HostServer over(Host host, ServerSocketChannel channel) {
    ServerLog silent = new ServerLog(line -> {}, List.of(), host.settings().clock());
    HttpFront front = new HttpFront(Patience.STANDARD, silent);
    front.listen(channel, new GitHandler(host, silent::failure));
    String address = addressOf(channel).getAddress().getHostAddress();
    return new HostServer(front, urlOf(address, channel), null);
  }

  /** Where the server listens: {@code http://127.0.0.1:8787}. */
  public URI url() {
    return url;
  }

  /**
   * Stops: what runs may finish (for at most 10 seconds), new requests are refused. Closing again
   * does nothing.
   */
  @Override
  public void close() {
    try {
      front.stop();
    } finally {
      if (owned != null) {
        owned.close();
      }
    }
  }

  private static ServerSocketChannel bind(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new StoreUnavailableException("There is no address '" + host
          + "' to listen on. Use 127.0.0.1, or one of this machine's.");
    }
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        return channel.bind(address, 1024);
      } catch (IOException taken) {
        channel.close();
        throw taken;
      }
    } catch (IOException taken) {
      throw new StoreUnavailableException(
          "Port " + port + " of " + host + " cannot be listened on (" + taken.getMessage()
              + "). Stop the program that has it, or choose another port; 0 picks a free one.",
          false,
          null,
          taken);
    }
  }

  private static URI urlOf(String host, ServerSocketChannel channel) {
    InetSocketAddress address = addressOf(channel);
    // "All addresses" is nothing a client could connect to.
    String reachable = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : host;
    String bracketed =
        reachable.contains(":") && !reachable.startsWith("[") ? "[" + reachable + "]" : reachable;
    return URI.create("http://" + bracketed + ":" + address.getPort());
  }

  private static InetSocketAddress addressOf(ServerSocketChannel channel) {
    return (InetSocketAddress) channel.socket().getLocalSocketAddress();
  }

  private static void closeAfter(
      Throwable failure, ServerSocketChannel channel, @Nullable Host host) {
    for (AutoCloseable each : host == null ? List.of(channel) : List.of(channel, host)) {
      try {
        each.close();
      } catch (Exception second) {
        failure.addSuppressed(second);
      }
    }
  }
}
