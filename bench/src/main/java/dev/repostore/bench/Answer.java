package dev.repostore.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The answers on one connection, one after the other: by length, in chunks, or to its end. */
final class Answer {
  private static final int UNTIL_CLOSED = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int at;
  private int end;
  private int status;
  private long length;
  private boolean chunked;
  private boolean keepsAlive;

  Answer(InputStream in) {
    this.in = in;
  }

  int status() {
    return status;
  }

  boolean keepsAlive() {
    return keepsAlive;
  }

  /** Reads the next answer whole, and gives its body away. */
  void read(Body body) throws IOException {
    body.start();
    head();
    if (chunked) {
      for (long size = chunkSize(); size > 0; size = chunkSize()) {
        pass(size, body);
        line();
      }
      while (!line().isEmpty()) {} // trailers
    } else if (length == UNTIL_CLOSED) {
      keepsAlive = false;
      while (at < end || fill()) {
        pass(end - at, body);
      }
    } else {
      pass(length, body);
    }
  }

  private void head() throws IOException {
    String first = line();
    if (first.length() < 12 || !first.startsWith("HTTP/1.")) {
      throw new WrongAnswerException("not HTTP: " + first);
    }
    status = Integer.parseInt(first.substring(9, 12));
    length = status == 204 || status == 304 ? 0 : UNTIL_CLOSED;
    chunked = false;
    keepsAlive = first.charAt(7) == '1';
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        header(line, colon);
      }
    }
  }

  private void header(String line, int colon) {
    if (is(line, colon, "content-length")) {
      length = Long.parseLong(line.substring(colon + 1).trim());
    } else if (is(line, colon, "transfer-encoding")) {
      chunked = line.substring(colon + 1).trim().equalsIgnoreCase("chunked");
    } else if (is(line, colon, "connection")) {
      keepsAlive = !line.substring(colon + 1).trim().equalsIgnoreCase("close");
    }
  }

  private static boolean is(String line, int colon, String name) {
    return colon == name.length() && line.regionMatches(true, 0, name, 0, colon);
  }

  private long chunkSize() throws IOException {
    String line = line();
    int semicolon = line.indexOf(';');
    return Long.parseLong((semicolon < 0 ? line : line.substring(0, semicolon)).trim(), 16);
  }

  private void pass(long count, Body body) throws IOException {
    long left = count;
    while (left > 0) {
      if (at == end) {
        need();
      }
      int here = (int) Math.min(left, end - at);
      body.take(buffer, at, here);
      at += here;
      left -= here;
    }
  }

  private String line() throws IOException {
    StringBuilder pieces = null;
    while (true) {
      if (at == end) {
        need();
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      boolean whole = at < end;
      int stop = whole && at > from && buffer[at - 1] == '\r' ? at - 1 : at;
      String piece = new String(buffer, from, stop - from, StandardCharsets.ISO_8859_1);
      if (whole) {
        at++;
        return pieces == null ? piece : strip(pieces.append(piece));
      }
      pieces = (pieces == null ? new StringBuilder() : pieces).append(piece);
    }
  }

  /** Where a line came in two pieces its carriage return may have been at the end of the first. */
  private static String strip(StringBuilder line) {
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  private void need() throws IOException {
    if (!fill()) {
      throw new EOFException("the server closed the connection in the middle of an answer");
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    int count = in.read(buffer);
    end = Math.max(0, count);
    return count > 0;
  }
}
