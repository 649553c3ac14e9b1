package dev.repostore.artifacts;

import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * For a client that speaks to no host over TLS. The JDK would prepare all ciphers and read the
 * certificates of all authorities nevertheless, which takes a third of a short command's time.
 */
final class NoTls extends SSLContextSpi {

  private NoTls() {}

  static SSLContext context() {
    return new SSLContext(new NoTls(), null, "none") {};
  }

  private static UnsupportedOperationException never() {
    return new UnsupportedOperationException("This store's URL is one of plain HTTP.");
  }

  @Override
  protected void engineInit(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trust,
      @Nullable SecureRandom random) {
    throw never();
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw never();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw never();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    throw never();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    throw never();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    throw never();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    throw never();
  }
}
