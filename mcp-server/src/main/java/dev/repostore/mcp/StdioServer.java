package dev.repostore.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client on a pair of streams, a message to a line. The SDK's own transport loses answers when
 * ten requests come at once, ends at a malformed line, drops what is under way when input ends, and
 * cannot cancel; this one does not.
 */
final class StdioServer {

  private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InputStream in;
  private final OutputStream out;
  private final Workers workers = new Workers();
  private final Session session;

  StdioServer(Lanes lanes, InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
    this.session = lanes.session(this::send);
  }

  /** Serves until the input ends and all is answered. */
  void serve() {
    Lines lines = new Lines(in);
    try {
      for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          receive(line);
        }
      }
    } catch (IOException gone) {
      LOG.debug("the input ended: {}", gone.getMessage());
    } finally {
      workers.drain(PATIENCE);
    }
  }

  private void receive(Lines.Line line) {
    if (line.tooLong()) {
      send(Rpc.error(
          null,
          Rpc.INVALID_REQUEST,
          "A line was longer than " + Lines.MOST_BYTES + " bytes. Send less at a time."));
      return;
    }
    Map<String, Object> message;
    try {
      message = Json.object(line.bytes());
    } catch (IOException malformed) {
      send(Rpc.error(null, Rpc.PARSE_ERROR, "A line was not one JSON object. It was left out."));
      return;
    }
    receive(message);
  }

  private void receive(Map<String, Object> message) {
    if (Rpc.isNotification(message) && "notifications/cancelled".equals(message.get("method"))) {
      Object id = Rpc.param(message, "requestId");
      if (id != null) {
        workers.cancel(id);
      }
    } else if (Rpc.isRequest(message) && !"initialize".equals(message.get("method"))) {
      Object id = Objects.requireNonNull(message.get("id"));
      if (!workers.run(id, () -> answer(message))) {
        send(Rpc.error(id, Rpc.BUSY, "Too many requests are waiting. Send this one again later."));
      }
    } else {
      // On this thread: what comes after an initialize, or after an answer, builds on it.
      answer(message);
    }
  }

  private void answer(Map<String, Object> message) {
    try {
      session.handle(message);
    } catch (RuntimeException failed) {
      if (!Flight.current().cancelled()) {
        Map<String, Object> failure = Rpc.failure(message.get("id"), failed);
        if (Rpc.isRequest(message)) {
          send(failure);
        }
      }
    }
  }

  private void send(Object message) {
    byte[] text = Json.bytes(message);
    synchronized (out) {
      try {
        out.write(text);
        out.write('\n');
        out.flush();
      } catch (IOException gone) {
        LOG.debug("nobody reads the output: {}", gone.getMessage());
      }
    }
  }
}
