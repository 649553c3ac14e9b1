package dev.repostore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other end of a {@link StdioServer}: writes lines, and keeps what comes back. */
final class StdioClient implements AutoCloseable {

  private final BlockingQueue<Map<String, Object>> received = new LinkedBlockingQueue<>();
  private final OutputStream toServer;
  private final Thread server;

  StdioClient(Lanes lanes) {
    try {
      Pipe pipe = Pipe.open();
      toServer = Channels.newOutputStream(pipe.sink());
      StdioServer serving =
          new StdioServer(lanes, Channels.newInputStream(pipe.source()), new Received());
      server = new Thread(serving::serve, "server");
      server.start();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Begins a session, and takes the answer out of what was received. */
  StdioClient initialized(Map<String, Object> capabilities) throws Exception {
    send(TestMessages.initialize(capabilities));
    assertThat(next()).containsKey("result");
    send(Rpc.notification("notifications/initialized", Map.of()));
    return this;
  }

  void send(Map<String, Object> message) throws IOException {
    line(Json.text(message).getBytes(UTF_8));
  }

  void line(byte[] bytes) throws IOException {
    toServer.write(bytes);
    toServer.write('\n');
    toServer.flush();
  }

  /** The next message of the server. */
  Map<String, Object> next() throws InterruptedException {
    Map<String, Object> message = received.poll(30, TimeUnit.SECONDS);
    assertThat(message).as("a message of the server").isNotNull();
    return message;
  }

  int unread() {
    return received.size();
  }

  /** Has the server end while its input goes on, as a signal does. */
  void stop() {
    server.interrupt();
  }

  /** Ends the input, and waits until the server has come to its end. */
  void end() throws Exception {
    toServer.close();
    server.join(30_000);
    assertThat(server.isAlive()).isFalse();
  }

  @Override
  public void close() throws Exception {
    end();
  }

  /** Takes lines apart; a line that is no message fails the server, and so the test. */
  private final class Received extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int next) throws IOException {
      if (next == '\n') {
        received.add(Json.object(line.toByteArray()));
        line.reset();
      } else {
        line.write(next);
      }
    }
  }
}
