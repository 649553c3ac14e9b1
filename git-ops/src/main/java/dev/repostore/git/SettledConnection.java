package dev.repostore.git;

import java.security.SecureRandom;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** What JGit would settle for each connection, and one client has settled for all. */
abstract class SettledConnection implements HttpConnection {

  @Override
  public String getResponseMessage() {
    return "";
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void setUseCaches(boolean use) {}

  @Override
  public void setConnectTimeout(int millis) {}

  @Override
  public void setReadTimeout(int millis) {}

  @Override
  public void setInstanceFollowRedirects(boolean follow) {}

  @Override
  public void setDoOutput(boolean output) {}

  @Override
  public void setChunkedStreamingMode(int length) {}

  @Override
  public void configure(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trust,
      @Nullable SecureRandom random) {
    throw new IllegalStateException("The JVM's own trust store is used, and no other.");
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    throw new IllegalStateException("Host names are always verified.");
  }
}
