package dev.repostore.mcp;

import static dev.repostore.mcp.HttpClientOf.TOKEN;
import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.modern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTlsTest {

  private static final String PASSWORD = "a password";

  @TempDir
  private Path folder;

  @Test
  void aKeyStoreMakesItHttps() throws Exception {
    Path keys = keyStore();
    HttpOptions options = options(keys);
    try (TestTools tools = new TestTools(folder, Clock.systemUTC());
        HttpDoor door = HttpDoor.open(tools.lanes(), options, HttpLimits.STANDARD)) {
      assertThat(door.url()).hasScheme("https");
      HttpClient trusting = HttpClient.newBuilder().sslContext(trusting(keys)).build();
      Map<String, Object> echo = modern(call(1, "echo", Map.of("text", "hello")));

      HttpResponse<String> answer =
          trusting.send(new HttpClientOf(door.url()).modern(echo).build(), BodyHandlers.ofString());
      assertThat(answer.body()).contains("hello");
    }
  }

  @Test
  void aKeyStoreThatIsNotThereIsToldOf() {
    try (TestTools tools = new TestTools(folder, Clock.systemUTC())) {
      HttpOptions options = options(folder.resolve("absent.p12"));
      assertThatThrownBy(() -> HttpDoor.open(tools.lanes(), options, HttpLimits.STANDARD))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("absent.p12");
    }
  }

  private static HttpOptions options(Path keys) {
    return new HttpOptions(
        "127.0.0.1",
        0,
        Secret.of(TOKEN),
        List.of(),
        new HttpOptions.KeyStoreFile(keys, Secret.of(PASSWORD)),
        false);
  }

  private Path keyStore() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "test",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD)
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return file;
  }

  private static SSLContext trusting(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("test", store.getCertificate("test"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
