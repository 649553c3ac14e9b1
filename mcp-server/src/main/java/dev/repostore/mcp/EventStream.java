package dev.repostore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one HTTP request: one JSON message if nothing comes before it, else a stream of
 * events. Whoever goes away is noticed, because even a silent stream is written to. Thread-safe.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final byte[] NOTHING = ":\n\n".getBytes(UTF_8);

  private static final byte[] BEGIN = "event: message\ndata: ".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);

  /** In pulses. */
  private static final int ANSWERING = 2;

  private static final int LISTENING = 15;

  private enum State {
    NEW,
    OPEN,
    ENDED
  }

  private final Response response;
  private final Callback callback;
  private final Runnable gone;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile State state = State.NEW;
  private int every = ANSWERING;
  private int pulses;

  /** @param gone called when the client is found to have gone away */
  EventStream(Response response, Callback callback, Runnable gone) {
    this.response = response;
    this.callback = callback;
    this.gone = gone;
  }

  /** Sends what comes before the answer. */
  void event(Object message) {
    lock.lock();
    try {
      open();
      write(framed(message), false);
    } finally {
      lock.unlock();
    }
  }

  /** Sends the answer, after which there is nothing more. */
  void answer(Reply reply) {
    lock.lock();
    try {
      if (state == State.NEW) {
        state = State.ENDED;
        send(response, callback, reply);
      } else {
        write(framed(reply.message()), true);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes it a stream that answers nothing, and says so to the client. */
  void listen() {
    lock.lock();
    try {
      every = LISTENING;
      open();
      write(NOTHING, false);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Finds out now and then whether anybody is there; what has not been answered by then becomes a
   * stream.
   *
   * @return false once it has ended
   */
  boolean pulse() {
    if (lock.tryLock()) { // who holds it is writing, and will find out
      try {
        if (state != State.ENDED && pulses++ % every == every - 1) {
          open();
          write(NOTHING, false);
        }
      } finally {
        lock.unlock();
      }
    }
    return state != State.ENDED;
  }

  /** Ends it without an answer, if there was none. */
  void end() {
    lock.lock();
    try {
      open();
      write(new byte[0], true);
    } finally {
      lock.unlock();
    }
  }

  private void open() {
    if (state == State.NEW) {
      state = State.OPEN;
      HttpFields.Mutable headers = response.getHeaders();
      headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      headers.put(HttpHeader.CACHE_CONTROL, "no-store");
      headers.put("X-Accel-Buffering", "no");
    }
  }

  private void write(byte[] bytes, boolean last) {
    if (state == State.ENDED) {
      return;
    }
    try {
      Content.Sink.write(response, last, ByteBuffer.wrap(bytes));
      if (last) {
        state = State.ENDED;
        callback.succeeded();
      }
    } catch (IOException lost) {
      LOG.debug("nobody reads an answer: {}", lost.getMessage());
      state = State.ENDED;
      callback.failed(lost);
      gone.run();
    }
  }

  private static byte[] framed(Object message) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(256);
    frame.writeBytes(BEGIN);
    frame.writeBytes(Json.bytes(message));
    frame.writeBytes(END);
    return frame.toByteArray();
  }

  /** Answers with one JSON message. */
  static void send(Response response, Callback callback, Reply reply) {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(reply.status());
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    if (reply.closes()) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
    if (reply.status() == 202 || reply.status() == 204) {
      callback.succeeded();
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    if (reply.status() == 401) {
      headers.put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"repostore\"");
    }
    byte[] body = Json.bytes(reply.message());
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
