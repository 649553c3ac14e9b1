package dev.repostore.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * One client on a pair of streams, a message to a line. The SDK's own transport loses answers when
 * ten requests come at once, ends at a malformed line, drops what is under way when input ends, and
 * cannot cancel; this one does not.
 */
final class StdioServer {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Lines lines; // one thread reads it at a time
  private final OutputStream out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Workers workers = new Workers();
  private final Relief relief = new Relief(() -> workers.start(this::readOn));
  private final Session session;
  private volatile boolean stopping;

  StdioServer(Lanes lanes, InputStream in, OutputStream out) {
    this.lines = new Lines(in);
    this.out = out;
    this.session = lanes.session(this::send);
  }

  /** Serves until the input ends, or this thread is interrupted, and all is answered. */
  void serve() {
    workers.start(this::readOn); // not here: when the input ends, no call may be in the way
    boolean interrupted = false;
    try {
      ended.await();
    } catch (InterruptedException stop) {
      interrupted = true; // what runs is still waited for
    }
    stopping = true;
    session.hangUp();
    workers.drain(PATIENCE); // meanwhile a cancellation may still be read
    relief.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until the input ends, or until another thread does, as an answer takes long. */
  private void readOn() {
    boolean reading = true;
    try {
      while (reading) {
        Lines.Line line = lines.next();
        if (line == null) {
          break;
        }
        reading = line.isBlank() || !receive(line);
      }
    } catch (IOException gone) {
      log("the input ended", gone);
    } finally {
      if (reading) {
        ended.countDown();
      }
    }
  }

  /** Whether another thread reads on. */
  private boolean receive(Lines.Line line) {
    if (line.tooLong()) {
      send(Rpc.error(
          null,
          Rpc.INVALID_REQUEST,
          "A line was longer than " + Lines.MOST_BYTES + " bytes. Send less at a time."));
      return false;
    }
    Map<String, Object> message;
    try {
      message = Json.object(line.bytes());
    } catch (IOException malformed) {
      send(Rpc.error(null, Rpc.PARSE_ERROR, "A line was not one JSON object. It was left out."));
      return false;
    }
    return receive(message);
  }

  private boolean receive(Map<String, Object> message) {
    if (Rpc.isNotification(message) && "notifications/cancelled".equals(message.get("method"))) {
      Object id = Rpc.param(message, "requestId");
      if (id != null) {
        workers.cancel(id);
      }
    } else if (Rpc.isRequest(message) && !"initialize".equals(message.get("method"))) {
      Object id = Objects.requireNonNull(message.get("id"));
      Runnable work = () -> answer(message);
      if (workers.hasRoom()) {
        return answerHere(id, work);
      }
      if (!workers.run(id, work)) {
        refuse(id);
      }
    } else {
      // On this thread: what comes after an initialize, or after an answer, builds on it.
      answer(message);
      if ("initialize".equals(message.get("method"))) {
        prepare();
      }
    }
    return false;
  }

  /** Whether another thread reads on. */
  private boolean answerHere(Object id, Runnable work) {
    long turn = relief.begin();
    try {
      if (!workers.runHere(id, work)) {
        refuse(id);
      }
    } catch (RuntimeException | Error failed) { // what is next goes on, as if they had not met
      Thread here = Thread.currentThread();
      here.getUncaughtExceptionHandler().uncaughtException(here, failed);
    }
    return !relief.end(turn);
  }

  private void refuse(Object id) {
    send(Rpc.error(
        id,
        Rpc.BUSY,
        stopping
            ? "The server is stopping. Start it again, and send this one then."
            : "Too many requests are waiting. Send this one again later."));
  }

  /** Now that the client has its answer, and will soon want more; but nobody waits for the end. */
  private void prepare() {
    Thread preparing = new Thread(session::prepare, "mcp-preparing");
    preparing.setDaemon(true);
    preparing.start();
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
    byte[] line = Arrays.copyOf(text, text.length + 1); // in one piece: it would be read in two
    line[text.length] = '\n';
    synchronized (out) {
      try {
        out.write(line);
        out.flush();
      } catch (IOException gone) {
        log("nobody reads the output", gone);
      }
    }
  }

  /** Looks for its logger here: most servers start without a need of one. */
  private static void log(String what, IOException why) {
    LoggerFactory.getLogger(StdioServer.class).debug("{}: {}", what, why.getMessage());
  }
}
