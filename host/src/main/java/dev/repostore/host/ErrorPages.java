package dev.repostore.host;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP layer answers by itself (a request that is no HTTP, headers too large): the API's
 * envelope where the API was meant, else one line of text; never what the server is made of.
 */
final class ErrorPages extends ErrorHandler {

  private final ServerLog log;

  ErrorPages(ServerLog log) {
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() >= 400 ? response.getStatus() : 500;
    Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
    if (status >= 500 && cause != null && !(cause instanceof HttpException)) {
      log.failure(FrontHandler.requestId(response), cause);
    }
    reply(status, request.getHttpURI().getPath()).send(request, response, callback);
    return true;
  }

  private static RestReply reply(int status, @Nullable String path) {
    String text = status + " " + HttpStatus.getMessage(status);
    if (path == null || !RestPath.mayBe(path)) {
      return new TextReply(status, text);
    }
    return RestErrors.reply(
        status,
        switch (status) {
          case 400 ->
            "The request is not HTTP as it must be: the URL, a header or the body is malformed.";
          case 408 -> "The request did not arrive in time.";
          case 414 -> "The URL is too long.";
          case 431 -> "The headers, or the URL, are too large; 16 KiB are allowed.";
          default -> text;
        });
  }
}
