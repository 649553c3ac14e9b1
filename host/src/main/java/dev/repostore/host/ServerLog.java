package dev.repostore.host;

import dev.repostore.Secret;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/**
 * Says what the server did, as JSON lines: one for each request, one for each error nobody
 * expected. Headers, queries and bodies are never in them, and a credential in a path is masked.
 */
final class ServerLog implements RequestLog {

  private static final JsonGeneratorFactory JSON = Json.createGeneratorFactory(Map.of());
  private static final int FRAMES = 12;

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

  /** What went wrong inside while a request was answered. */
  void failure(String requestId, Throwable failure) {
    StringWriter line = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject()
          .write("time", WireTime.of(clock.instant()))
          .write("error", failure.getClass().getName())
          .write("message", masked(String.valueOf(failure.getMessage())))
          .write("id", requestId)
          .write("at", masked(frames(failure)));
      if (failure.getCause() != null) {
        json.write("cause", masked(failure.getCause() + " at " + frames(failure.getCause())));
      }
      json.writeEnd();
    }
    sink.accept(line.toString());
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

  private static String frames(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .limit(FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < "));
  }
}
