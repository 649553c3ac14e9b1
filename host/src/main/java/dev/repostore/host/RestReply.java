package dev.repostore.host;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer that is ready to be sent. */
interface RestReply {

  /** Sends it; {@code callback} hears how that went. */
  void send(Request request, Response response, Callback callback);
}
