package dev.repostore.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;

/** The HTTP connections of one operation's transport: each is an {@link Exchange}, or saves one. */
final class Connections implements HttpConnectionFactory2 {

  private final Operation operation;

  Connections(Operation operation) {
    this.operation = operation;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    byte[] known = Capabilities.KNOWN.answer(url);
    operation.recollection().asks(url, known != null);
    return known == null ? new Exchange(operation, url) : new Recalled(operation, url, known);
  }

  /** The JDK's client asks the same proxy selector as JGit does. */
  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return create(url);
  }

  @Override
  public GitSession newSession() {
    return new GitSession() {
      @Override
      public HttpConnection configure(HttpConnection connection, boolean sslVerify)
          throws IOException {
        if (!sslVerify) {
          throw new Broken(
              "http.sslVerify=false is not done here: add the host's certificate to the"
                  + " JVM's trust store instead");
        }
        return connection;
      }

      @Override
      public void close() {}
    };
  }
}
