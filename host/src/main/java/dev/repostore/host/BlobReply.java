package dev.repostore.host;

import dev.repostore.Blob;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes, or the part asked for, or that the client has them already. What is large is read
 * as the client takes it, and no thread waits for a slow one.
 */
record BlobReply(
    Blob blob, String etag, String type, @Nullable ByteRange range) implements RestReply {

  /** What the answer says the bytes are. */
  enum Type {
    /** {@code application/octet-stream}, whatever they are. */
    BYTES,
    /** {@code text/plain} if they look like text. */
    SNIFFED
  }

  private static final int WHOLE = 64 << 10;
  private static final int PIECE = 32 << 10;

  /** The answer for the blob of that hash; empty if there is none. */
  static Optional<RestReply> of(RestRequest request, ContentReader reader, String hash, Type type) {
    HttpFields headers = request.headers();
    String etag = '"' + hash + '"';
    Optional<Blob> found = reader.blob(hash);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (matches(headers.get(HttpHeader.IF_NONE_MATCH), etag)) {
      found.get().close();
      return Optional.of(new NotModified(etag));
    }
    return Optional.of(of(found.get(), etag, headers, type));
  }

  private static RestReply of(Blob found, String etag, HttpFields headers, Type type) {
    Blob blob = new Blob(new BufferedInputStream(found.stream(), PIECE), found.size());
    String ifRange = headers.get(HttpHeader.IF_RANGE);
    ByteRange range = ifRange == null || ifRange.equals(etag)
        ? ByteRange.of(headers.get(HttpHeader.RANGE), blob.size()).orElse(null)
        : null;
    try {
      if (range != null && !range.satisfiable()) {
        blob.close();
        return unsatisfiable(blob.size());
      }
      String said = type == Type.SNIFFED && TextSniffer.isText(blob.stream())
          ? "text/plain; charset=utf-8"
          : "application/octet-stream";
      if (range != null) {
        blob.stream().skipNBytes(range.first());
      }
      return new BlobReply(blob, etag, said, range);
    } catch (IOException | RuntimeException unreadable) {
      blob.close();
      throw HostErrors.unreadable(unreadable);
    }
  }

  @Override
  public void send(Request request, Response response, Callback callback) {
    long length = range == null ? blob.size() : range.length();
    response.setStatus(range == null ? 200 : 206);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, type);
    headers.put(HttpHeader.CONTENT_LENGTH, length);
    headers.put(HttpHeader.ETAG, etag);
    headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
    headers.put("X-Content-Type-Options", "nosniff");
    if (range != null) {
      headers.put(
          HttpHeader.CONTENT_RANGE,
          "bytes " + range.first() + "-" + range.last() + "/" + blob.size());
    }
    Callback closing = Callback.from(callback, blob::close);
    if (HttpMethod.HEAD.is(request.getMethod())) {
      response.write(true, null, closing);
    } else if (length <= WHOLE) {
      response.write(true, ByteBuffer.wrap(bytes(blob.stream(), (int) length)), closing);
    } else {
      ByteBufferPool.Sized pool =
          new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), false, PIECE);
      Content.copy(Content.Source.from(pool, blob.stream(), 0, length), response, closing);
    }
  }

  private byte[] bytes(InputStream stream, int length) {
    try {
      return stream.readNBytes(length);
    } catch (IOException | RuntimeException unreadable) {
      blob.close();
      throw HostErrors.unreadable(unreadable);
    }
  }

  private static boolean matches(@Nullable String header, String etag) {
    if (header == null) {
      return false;
    }
    for (String tag : header.split(",", -1)) {
      String bare = tag.strip();
      if (bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }

  private static RestReply unsatisfiable(long size) {
    return RestErrors.reply(
            416, "The file has " + size + " bytes; the range asked for is not among them.")
        .with("Content-Range", "bytes */" + size);
  }

  /** 304: the client has these bytes. */
  private record NotModified(String etag) implements RestReply {
    @Override
    public void send(Request request, Response response, Callback callback) {
      response.setStatus(304);
      response.getHeaders().put(HttpHeader.ETAG, etag);
      response.write(true, null, callback);
    }
  }
}
