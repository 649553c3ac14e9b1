package dev.repostore.git;

import dev.repostore.Secret;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connections of one command: they carry the token, lead to one host only if there is one,
 * and remember what the last of them answered.
 */
final class Connections implements HttpConnectionFactory2 {

  private final HttpConnectionFactory2 jdk = new JDKHttpConnectionFactory();
  private final URI remote;
  private final @Nullable Secret token;
  private @Nullable HttpConnection last;

  Connections(URI remote, @Nullable Secret token) {
    this.remote = remote;
    this.token = token;
  }

  void configure(Transport transport) {
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(this);
      if (token != null) {
        http.setAdditionalHeaders(Map.of("Authorization", "Bearer " + token.reveal()));
      }
    }
  }

  /** The HTTP status of the last answer, or 0 if there was none. */
  int status() {
    try {
      return last == null ? 0 : last.getResponseCode();
    } catch (IOException unanswered) {
      return 0;
    }
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    requireOrigin(url);
    return remember(jdk.create(url));
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    requireOrigin(url);
    return remember(jdk.create(url, proxy));
  }

  private HttpConnection remember(HttpConnection opened) {
    last = opened;
    return opened;
  }

  @Override
  public GitSession newSession() {
    return jdk.newSession();
  }

  /** JGit sends the header along when it follows a redirect, wherever that leads. */
  private void requireOrigin(URL url) throws IOException {
    boolean same = url.getProtocol().equalsIgnoreCase(remote.getScheme())
        && url.getHost().equalsIgnoreCase(remote.getHost())
        && url.getPort() == remote.getPort();
    if (token != null && !same) {
      throw new IOException("The remote redirects to " + url.getProtocol() + "://" + url.getHost()
          + ", where the token does not belong. Ask for the repo's remote again.");
    }
  }
}
