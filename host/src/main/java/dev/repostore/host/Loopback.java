package dev.repostore.host;

import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Git reaches the repos of a host that lives inside a program. The port is taken when the
 * first remote is asked for, and is the one of last time if it is free, so that clones find their
 * origin again; a server starts when somebody connects, so a program that never uses Git has none.
 */
final class Loopback implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Loopback.class);

  private final Host host;
  private final Path portFile;
  private @Nullable URI url;
  private @Nullable ServerSocketChannel channel;
  private @Nullable Selector waiting;
  private @Nullable HostServer server;
  private boolean closed;

  /** @param portFile where the port is remembered */
  Loopback(Host host, Path portFile) {
    this.host = host;
    this.portFile = portFile;
  }

  synchronized URI url() {
    if (closed) {
      throw new IllegalStateException("The store is closed.");
    }
    URI known = url;
    if (known != null) {
      return known;
    }
    try {
      ServerSocketChannel bound = bind();
      int port = ((InetSocketAddress) bound.getLocalAddress()).getPort();
      channel = bound;
      waiting = awaitFirst(bound);
      Files.writeString(portFile, port + "\n");
      url = URI.create("http://127.0.0.1:" + port);
      return url;
    } catch (IOException broken) {
      throw new StoreUnavailableException(
          "No port of this machine could be listened on for Git (" + broken.getMessage()
              + "). Free some, and try again.",
          null,
          broken);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (waiting != null) {
        waiting.close();
      }
      if (server != null) {
        server.close();
      }
      if (channel != null) {
        channel.close();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private ServerSocketChannel bind() throws IOException {
    ServerSocketChannel bound = ServerSocketChannel.open();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      return bound.bind(new InetSocketAddress(loopback, lastPort()));
    } catch (IOException taken) {
      return bound.bind(new InetSocketAddress(loopback, 0));
    }
  }

  private int lastPort() {
    try {
      int port = Integer.parseInt(Files.readString(portFile).trim());
      return port > 0 && port <= 0xffff ? port : 0;
    } catch (IOException | NumberFormatException none) {
      return 0;
    }
  }

  /** Waits for a connection without taking it: that is left to the server it makes start. */
  private Selector awaitFirst(ServerSocketChannel bound) throws IOException {
    Selector selector = Selector.open();
    bound.configureBlocking(false);
    bound.register(selector, SelectionKey.OP_ACCEPT);
    Thread thread = new Thread(() -> startAtFirst(bound, selector), "repostore-loopback");
    thread.setDaemon(true);
    thread.start();
    return selector;
  }

  private void startAtFirst(ServerSocketChannel bound, Selector selector) {
    try {
      selector.select();
      synchronized (this) {
        // Closing ends the registration, after which the channel may be made to block.
        selector.close();
        if (!closed) {
          server = HostServer.over(host, bound);
        }
      }
    } catch (ClosedSelectorException storeClosed) {
      LOG.debug("Nobody has connected.");
    } catch (IOException | RuntimeException broken) {
      Failure.warn(LOG, "Git cannot be served", broken);
    }
  }
}
