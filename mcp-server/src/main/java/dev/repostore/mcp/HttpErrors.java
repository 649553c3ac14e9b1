package dev.repostore.mcp;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP layer answers by itself, in JSON-RPC, and never what the server is made of. */
final class HttpErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() >= 400 ? response.getStatus() : 500;
    int code = status >= 500 ? Rpc.INTERNAL : Rpc.INVALID_REQUEST;
    String text = status >= 500 ? Rpc.FAILED : HttpStatus.getMessage(status);
    EventStream.send(response, callback, Reply.error(status, null, code, text));
    return true;
  }
}
