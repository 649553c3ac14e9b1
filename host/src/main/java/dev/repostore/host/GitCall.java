package dev.repostore.host;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** A Git request that may go on: what it asks for, of which repo, in which protocol. */
record GitCall(GitRoute route, RepoRow repo, Request request) {

  /** What was sent, unpacked; it can be read from its start more than once. */
  interface Body {
    InputStream open() throws IOException;
  }

  /** What a compressed request may unpack to; a push is compressed by its pack already. */
  private static final long MOST_UNPACKED = 64 << 20;

  /** Protocol version 0, 1 or 2, as the client would like it. */
  int version() {
    String header = request.getHeaders().get("Git-Protocol");
    if (header != null) {
      List<String> wishes = List.of(header.split(":", -1));
      return wishes.contains("version=2") ? 2 : wishes.contains("version=1") ? 1 : 0;
    }
    return 0;
  }

  /** Whether the body says it is what the route takes. */
  boolean hasRightType() {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.equalsIgnoreCase(type("request"));
  }

  /** The media type of the service's {@code advertisement}, {@code request} or {@code result}. */
  String type(String part) {
    return "application/x-" + route.service() + "-" + part;
  }

  /** Whether the body is of an encoding that is understood. */
  boolean hasRightEncoding() {
    return List.of("", "identity", "gzip", "x-gzip").contains(encoding());
  }

  Body body(GitBody received) {
    if (!encoding().endsWith("gzip")) {
      return received::open;
    }
    return () -> {
      try {
        return new Unpacked(new GZIPInputStream(received.open(), 8192), MOST_UNPACKED);
      } catch (ZipException | EOFException other) {
        throw BadGitRequest.notGzip();
      }
    };
  }

  private String encoding() {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    return encoding == null ? "" : encoding.toLowerCase(Locale.ROOT);
  }

  /** Ends with a complaint what does not end by itself, or is not what it says. */
  private static final class Unpacked extends FilterInputStream {
    private final long limit;
    private long count;

    Unpacked(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n;
      try {
        n = super.read(bytes, offset, length);
      } catch (ZipException | EOFException damaged) {
        throw BadGitRequest.notGzip();
      }
      count += Math.max(0, n);
      if (count > limit) {
        throw BadGitRequest.unpacksTooFar(limit);
      }
      return n;
    }
  }
}
