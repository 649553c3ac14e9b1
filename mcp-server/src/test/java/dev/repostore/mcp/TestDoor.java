package dev.repostore.mcp;

import static dev.repostore.mcp.HttpClientOf.TOKEN;
import static dev.repostore.mcp.HttpClientOf.message;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Secret;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What tests of {@link HttpDoor} have in common. */
final class TestDoor {

  static final HttpOptions OPTIONS = HttpOptions.loopback(Secret.of(TOKEN));
  static final HttpLimits LIMITS = new HttpLimits(
      Duration.ofSeconds(1),
      Duration.ofSeconds(1),
      Duration.ofSeconds(1),
      Duration.ofSeconds(5),
      100_000,
      4,
      3,
      Duration.ofMinutes(30));

  private TestDoor() {}

  /** In JSON-RPC, and briefly. */
  static void isRefused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).hasSizeLessThan(500).doesNotContain("Exception", "\tat ", TOKEN);
    assertThat(message(response)).containsEntry("jsonrpc", "2.0").containsKey("error");
  }

  /** What comes back for bytes as they are, until the server has nothing more to say. */
  static String raw(HttpDoor door, String bytes) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.url().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes.getBytes(US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      byte[] answer = new byte[2000];
      int read = in.read(answer);
      return new String(answer, 0, Math.max(0, read), US_ASCII);
    }
  }
}
