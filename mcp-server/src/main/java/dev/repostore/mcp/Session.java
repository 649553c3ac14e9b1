package dev.repostore.mcp;

import java.util.Map;
import java.util.function.Consumer;

/**
 * One client's messages, told apart by era: a request that brings its own envelope is answered by
 * itself, every other belongs to the SDK's session.
 */
final class Session {

  private static final String INITIALIZE = "initialize";
  private static final String INITIALIZED = "notifications/initialized";

  private final SessionLink link;
  private final Lanes lanes;
  private final Consumer<Object> out;
  private boolean begun;
  private boolean ready;

  Session(SessionLink link, Lanes lanes, Consumer<Object> out) {
    this.link = link;
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
      link.handle(Rpc.forSdk(message));
    } else {
      out.accept(Rpc.error(
          null, Rpc.INVALID_REQUEST, "This is no JSON-RPC request, notification or answer."));
    }
  }

  /** Says that the client has gone: what waits for it need not. */
  void hangUp() {
    if (isBegun()) {
      link.hangUp();
    }
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
      link.handle(Rpc.forSdk(message));
    } else {
      out.accept(Rpc.error(
          message.get("id"),
          Rpc.INVALID_REQUEST,
          "The session has not begun. Send 'initialize' first, or the envelope of 2026-07-28."));
    }
  }

  private void begin(Map<String, Object> message) {
    synchronized (this) {
      begun = true;
    }
    link.handle(Rpc.forSdk(message));
  }

  private synchronized boolean isBegun() {
    return begun;
  }

  /** The SDK lets requests wait for ever that come before this notification: it is made up. */
  private synchronized void readyIfNot() {
    if (!ready) {
      ready = true;
      link.handle(Rpc.forSdk(Map.of("jsonrpc", "2.0", "method", INITIALIZED)));
    }
  }

  private void notification(Map<String, Object> message) {
    if (INITIALIZED.equals(message.get("method"))) {
      if (isBegun()) {
        readyIfNot();
      }
    } else if (isBegun() && Rpc.isKnown(message)) {
      link.handle(Rpc.forSdk(message));
    }
  }
}
