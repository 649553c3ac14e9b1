package dev.repostore.host;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.PackProtocolException;

/** A request ended where more was to come: the sender's mistake, unlike the end of a file. */
final class RequestEnd extends EOFException {

  private static final long serialVersionUID = 1;

  private RequestEnd() {
    super("the request ends too early");
  }

  /**
   * The same bytes. Who asks for some at the end gets this; a single one is only asked for to see
   * that there is none.
   */
  static InputStream marked(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        if (super.read() >= 0) {
          throw new PackProtocolException("the request goes on after its end");
        }
        return -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        if (n < 0) {
          throw new RequestEnd();
        }
        return n;
      }
    };
  }
}
