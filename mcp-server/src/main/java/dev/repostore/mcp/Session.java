package dev.repostore.mcp;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's messages, told apart by era: a request that brings its own envelope is answered by
 * itself, every other belongs to the SDK's session.
 */
final class Session {

  private static final String INITIALIZE = "initialize";
  private static final String INITIALIZED = "notifications/initialized";

  private final Lanes lanes;
  private final Consumer<Object> out;
  private @Nullable SessionLink link;
  private @Nullable Map<String, Object> welcomed; // the request that began it, if answered here
  private boolean begun;
  private boolean ready;
  private boolean gone;

  Session(Lanes lanes, Consumer<Object> out) {
    this.lanes = lanes;
    this.out = out;
  }

  /** Handles one message on this thread; what there is to answer goes out. */
  void handle(Map<String, Object> message) {
    if (Rpc.isRequest(message)) {
      request(message);
    } else if (Rpc.isNotification(message)) {
      notification(message);
    } else if (Rpc.isAnswer(message)) {
      link().handle(Rpc.forSdk(message));
    } else {
      out.accept(Rpc.error(
          null, Rpc.INVALID_REQUEST, "This is no JSON-RPC request, notification or answer."));
    }
  }

  /** Says that the client has gone: what waits for it need not. */
  void hangUp() {
    SessionLink there;
    synchronized (this) {
      gone = true;
      there = link;
    }
    if (there != null) {
      there.hangUp();
    }
  }

  /** Loads the SDK, which all that follows {@code initialize} needs. */
  void prepare() {
    link();
  }

  private synchronized SessionLink link() {
    SessionLink there = link;
    if (there == null) {
      there = lanes.link(out);
      if (welcomed != null) {
        there.begin(welcomed);
      }
      if (gone) {
        there.hangUp();
      }
      link = there;
    }
    return there;
  }

  private void request(Map<String, Object> message) {
    if (ModernLane.owns(message)) {
      Reply reply = lanes.modern().answer(message, out);
      if (!Flight.current().cancelled()) {
        out.accept(reply.message());
      }
    } else if (INITIALIZE.equals(message.get("method"))) {
      begin(message);
    } else if (isBegun() || "ping".equals(message.get("method"))) {
      readyIfNot();
      lanes.surface().heard(message);
      link().handle(Rpc.forSdk(message));
    } else {
      out.accept(Rpc.error(
          message.get("id"),
          Rpc.INVALID_REQUEST,
          "The session has not begun. Send 'initialize' first, or the envelope of 2026-07-28."));
    }
  }

  private void begin(Map<String, Object> message) {
    Map<String, Object> welcome = isBegun() ? null : Welcome.to(message, lanes.surface());
    synchronized (this) {
      begun = true;
      welcomed = welcome == null ? null : message;
    }
    if (welcome == null) {
      link().handle(Rpc.forSdk(message));
    } else {
      out.accept(welcome);
    }
  }

  private synchronized boolean isBegun() {
    return begun;
  }

  /** The SDK lets requests wait for ever that come before this notification: it is made up. */
  private synchronized void readyIfNot() {
    if (!ready) {
      ready = true;
      link().handle(Rpc.forSdk(Map.of("jsonrpc", "2.0", "method", INITIALIZED)));
    }
  }

  private void notification(Map<String, Object> message) {
    if (INITIALIZED.equals(message.get("method"))) {
      if (isBegun()) {
        readyIfNot();
      }
    } else if (isBegun() && Rpc.isKnown(message)) {
      link().handle(Rpc.forSdk(message));
    }
  }
}
