package dev.repostore.tck;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Git's smart HTTP for small repositories, on the JDK's server: answers are made in memory. Enough
 * to be cloned from and pushed to by any Git.
 */
final class SmartHttp {

  static final String UPLOAD_PACK = "git-upload-pack";
  static final String RECEIVE_PACK = "git-receive-pack";

  private SmartHttp() {}

  /** The service a request asks for, or nothing if it is not one of Git's. */
  static String service(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    for (String service : List.of(UPLOAD_PACK, RECEIVE_PACK)) {
      if (isAdvertisement(exchange)
          ? query.equals("service=" + service)
          : path.endsWith("/" + service)) {
        return service;
      }
    }
    return "";
  }

  /** Answers a request for a service and ends the exchange. */
  static void answer(HttpExchange exchange, Repository repository) throws IOException {
    answer(exchange, repository, new ReceivePack(repository));
  }

  /** As {@link #answer(HttpExchange, Repository)}; pushes are taken by this. */
  static void answer(HttpExchange exchange, Repository repository, ReceivePack receive)
      throws IOException {
    String service = service(exchange);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (service.equals(UPLOAD_PACK)) {
      upload(exchange, repository, body);
    } else {
      receive(exchange, receive, body);
    }
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            "application/x-" + service
                + (isAdvertisement(exchange) ? "-advertisement" : "-result"));
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, body.size() == 0 ? -1 : body.size());
    body.writeTo(exchange.getResponseBody());
    exchange.close();
  }

  private static void upload(HttpExchange exchange, Repository repository, OutputStream body)
      throws IOException {
    try (UploadPack upload = new UploadPack(repository)) {
      upload.setBiDirectionalPipe(false);
      String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
      upload.setExtraParameters(protocol == null ? List.of() : List.of(protocol));
      if (isAdvertisement(exchange)) {
        upload.sendAdvertisedRefs(advertiser(UPLOAD_PACK, body));
      } else {
        byte[] request = request(exchange).readAllBytes();
        tellShallow(repository, request, body);
        upload.upload(new ByteArrayInputStream(request), body, null);
      }
    }
  }

  /** JGit does not tell a clone where a shallow repository ends; protocol v2 has it come first. */
  private static void tellShallow(Repository repository, byte[] request, OutputStream body)
      throws IOException {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    Set<ObjectId> ends = repository.getObjectDatabase().getShallowCommits();
    if (ends.isEmpty() || !text.contains("command=fetch") || text.contains("have ")) {
      return;
    }
    PacketLineOut lines = new PacketLineOut(body);
    lines.writeString("shallow-info\n");
    for (ObjectId end : ends) {
      lines.writeString("shallow " + end.name() + "\n");
    }
    lines.writeDelim();
  }

  private static void receive(HttpExchange exchange, ReceivePack receive, OutputStream body)
      throws IOException {
    receive.setBiDirectionalPipe(false);
    if (isAdvertisement(exchange)) {
      receive.sendAdvertisedRefs(advertiser(RECEIVE_PACK, body));
    } else {
      receive.receive(request(exchange), body, null);
    }
  }

  private static boolean isAdvertisement(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().endsWith("/info/refs");
  }

  private static PacketLineOutRefAdvertiser advertiser(String service, OutputStream body)
      throws IOException {
    PacketLineOut lines = new PacketLineOut(body);
    lines.writeString("# service=" + service + "\n");
    lines.end();
    return new PacketLineOutRefAdvertiser(lines);
  }

  private static InputStream request(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(body)
        : body;
  }
}
