package dev.repostore.host;

import dev.repostore.Secret;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the server did, as JSON lines: one for each request, one for each error nobody
 * expected. Headers, queries and bodies are never in them, and a credential in a path is masked.
 */
final class ServerLog implements RequestLog {

  private static final JsonGeneratorFactory JSON = Json.createGeneratorFactory(Map.of());
  private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);

  private final Consumer<String> sink;
  private final List<Secret> secrets;
  private final Clock clock;

  /** @param secrets values that must not appear, whatever they look like */
  ServerLog(Consumer<String> sink, List<Secret> secrets, Clock clock) {
    this.sink = sink;
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  @Override
  public void log(Request request, Response response) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject()
          .write("time", WireTime.of(clock.instant()))
          .write("method", masked(request.getMethod()))
          .write("path", masked(readable(request.getHttpURI().getPath())))
          .write("status", response.getStatus())
          .write("ms", NanoTime.since(request.getBeginNanoTime()) / 1e6)
          .write("bytes", Response.getContentBytesWritten(response))
          .write("id", FrontHandler.requestId(response))
          .writeEnd();
    }
    sink.accept(line.toString());
  }

  /** What went wrong inside while a request was answered; the whole trace is for who debugs. */
  void failure(String requestId, Throwable failure) {
    Throwable cause = failure.getCause();
    StringWriter line = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject()
          .write("time", WireTime.of(clock.instant()))
          .write("error", failure.getClass().getName())
          .write("message", masked(String.valueOf(failure.getMessage())))
          .write("id", requestId)
          .write("at", masked(Failure.frame(failure)));
      if (cause != null) {
        json.write("cause", masked(Failure.line(cause)));
      }
      json.writeEnd();
    }
    sink.accept(line.toString());
    Failure.debug(LOG, "Request " + requestId, failure);
  }

  private String masked(String text) {
    String masked = text;
    for (Secret secret : secrets) {
      masked = masked.replace(secret.reveal(), secret.toString());
    }
    return Secret.mask(masked);
  }

  /** The path decoded, so that a credential cannot hide behind percent signs. */
  private static String readable(String path) {
    return path == null ? "" : Percent.lenient(path);
  }
}
