package dev.repostore.host;

import dev.repostore.RepoStoreException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request to the REST API, and where its answer goes. Whatever goes wrong becomes one. */
record RestExchange(
    Request request, Response response, Callback callback, boolean liveQuirks, ServerLog log) {

  /** Part of answering a request. */
  interface Work {
    void run() throws Exception;
  }

  @Nullable
  String header(HttpHeader name) {
    return request.getHeaders().get(name);
  }

  void send(RestReply reply) {
    reply.send(request, response, callback);
  }

  /**
   * Runs {@code work}, which may be on any thread: nothing is thrown, so that no request is left
   * without an answer.
   */
  void run(Work work) {
    try {
      work.run();
    } catch (RepoStoreException expected) {
      ErrorReply reply = RestErrors.reply(expected, liveQuirks);
      // A remote that cannot be reached is nothing this host could mend.
      boolean ours = reply.status() >= 500 && reply.code() != HostErrors.UPSTREAM_UNAVAILABLE;
      if (ours && expected.getCause() != null) {
        log.failure(FrontHandler.requestId(response), expected);
      }
      sendInstead(reply);
    } catch (Throwable unexpected) {
      String id = FrontHandler.requestId(response);
      log.failure(id, unexpected);
      sendInstead(RestErrors.unexpected(id));
    }
  }

  private void sendInstead(ErrorReply reply) {
    if (response.isCommitted()) {
      callback.failed(new IllegalStateException("The answer broke off."));
      return;
    }
    // What was said of the answer that failed, such as its length, is not true of this one.
    String id = FrontHandler.requestId(response);
    response.reset();
    FrontHandler.identify(response, id);
    send(reply);
  }
}
