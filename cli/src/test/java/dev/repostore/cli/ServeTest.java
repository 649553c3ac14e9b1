package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServeTest {

  private static final String SECRET = "correct-horse-battery";

  @TempDir
  Path folder;

  private Path data;

  @BeforeEach
  void chooseData() {
    data = folder.resolve("it's data");
  }

  @Test
  void makesATokenAtTheFirstStartAndNeverShowsIt() throws Exception {
    Path kept = data.resolve("api-token");
    try (Served server = Served.start(data)) {
      String token = Files.readString(kept).strip();
      assertThat(server.lines().get(0)).matches("http://127\\.0\\.0\\.1:[0-9]+");
      assertThat(server.lines())
          .contains(
              "export ARTIFACTS_BASE_URL=" + server.url()
                  + "/client/v4/accounts/local/artifacts/namespaces/default",
              "export CLOUDFLARE_API_TOKEN=\"$(cat '" + kept.toString().replace("'", "'\\''")
                  + "')\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
          .isEqualTo("rw-------");
      assertThat(new Rest(server.url(), "wrong-" + token).get("/repos").statusCode())
          .isEqualTo(401);
      String created =
          new Rest(server.url(), token).post("/repos", "{\"name\":\"a\"}").body();
      String first = created.replaceAll("(?s).*\"token\":\"(art_v1_[0-9a-f]+).*", "$1");
      assertThat(new Rest(server.url(), token).get("/repos/a?token=" + first).statusCode())
          .isEqualTo(200);
      assertThat(new Rest(server.url(), token).get("/repos/" + first).statusCode())
          .isEqualTo(404);

      assertThat(server.stop()).isEqualTo(143);
      assertThat(server.err()).contains(kept.toString(), "\"status\":404");
      assertThat(server.err() + server.lines()).doesNotContain(token, first, "\tat ", "Exception");
    }
  }

  @Test
  void takesTokensFromTheEnvironment() throws Exception {
    Map<String, String> environment =
        Map.of("REPOSTORE_API_TOKEN", SECRET, "REPOSTORE_READ_API_TOKEN", "read-only-token");
    try (Served server = Served.start(data, environment)) {
      assertThat(server.lines()).contains("export CLOUDFLARE_API_TOKEN=\"$REPOSTORE_API_TOKEN\"");
      assertThat(data.resolve("api-token")).doesNotExist();
      Rest full = new Rest(server.url(), SECRET);
      Rest reader = new Rest(server.url(), "read-only-token");
      assertThat(full.post("/repos", "{\"name\":\"a\"}").statusCode()).isEqualTo(201);
      assertThat(reader.get("/repos/a").statusCode()).isEqualTo(200);
      assertThat(reader.post("/repos", "{\"name\":\"b\"}").statusCode()).isEqualTo(403);
      assertThat(full.get("/repos/b").statusCode()).isEqualTo(404);
      assertThat(server.err()).doesNotContain(SECRET, "read-only-token", "process list");
    }
  }

  @Test
  void takesTokensByOptionAndWarns() throws Exception {
    try (Served server =
        Served.start(data, "--api-token", SECRET, "--read-api-token", "read-only-token")) {
      assertThat(new Rest(server.url(), SECRET).get("/repos").statusCode()).isEqualTo(200);
      assertThat(new Rest(server.url(), "read-only-token").get("/repos").statusCode())
          .isEqualTo(200);
      assertThat(server.err()).containsOnlyOnce("process list").doesNotContain(SECRET);
      assertThat(server.lines())
          .contains("# CLOUDFLARE_API_TOKEN is the token this server was started with");
    }
  }

  @Test
  void takesATokenFromAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (Served server = Served.start(
        data, Map.of("REPOSTORE_API_TOKEN", "another"), "--api-token-file", file.toString())) {
      assertThat(new Rest(server.url(), SECRET).get("/repos").statusCode()).isEqualTo(200);
      assertThat(new Rest(server.url(), "another").get("/repos").statusCode()).isEqualTo(401);
      assertThat(server.err()).contains("chmod 600 '" + file + "'").doesNotContain(SECRET);
    }
  }

  @Test
  void logsNothingOfAMalformedRequest() throws Exception {
    try (Served server = Served.start(data);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String broken = "GET / HTTP/1.1\r\nAuthorization: Bearer " + SECRET + "\r\n" + SECRET
          + "\u0001: x\r\n\r\n";
      socket.getOutputStream().write(broken.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .doesNotContain(SECRET);
      server.stop();
      assertThat(server.err()).contains("\"status\":400").doesNotContain(SECRET);
    }
  }

  @Test
  void keepsReposTokensAndRemotesOverARestart() throws Exception {
    String before;
    int port;
    try (Served server = Served.start(data)) {
      port = server.port();
      Rest rest =
          new Rest(server.url(), Files.readString(data.resolve("api-token")).strip());
      rest.post("/repos", "{\"name\":\"kept\"}");
      before = rest.get("/repos/kept").body();
      assertThat(server.stop()).isEqualTo(143);
    }
    try (Served server = Served.start(data, "--port", "" + port)) {
      Rest rest =
          new Rest(server.url(), Files.readString(data.resolve("api-token")).strip());
      assertThat(rest.get("/repos/kept").body()).isEqualTo(before).contains(":" + port + "/git/");
      assertThat(rest.get("/repos/kept/tokens").body()).contains("\"state\":\"active\"");
    }
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Repostore ended = Repostore.run(
          Map.of(),
          folder,
          "serve",
          "--data",
          data.toString(),
          "--port",
          "" + taken.getLocalPort());
      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .contains("repostore: ", "" + taken.getLocalPort())
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void saysWhoHasTheDataFolder() throws Exception {
    try (Served server = Served.start(data)) {
      Repostore second =
          Repostore.run(Map.of(), folder, "serve", "--data", data.toString(), "--port", "0");
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.out()).isEmpty();
      assertThat(second.err())
          .contains("" + server.process().pid(), server.url().toString())
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void findsItsDataFolderInTheEnvironment() throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    Map<String, String> xdg = Map.of("XDG_DATA_HOME", home.toString());
    try (Served server = Served.startAnywhere(folder, xdg, List.of("--port", "0"))) {
      assertThat(home.resolve("repostore/api-token")).exists();
    }
    Map<String, String> own =
        Map.of("XDG_DATA_HOME", home.toString(), "REPOSTORE_HOME", data.toString());
    try (Served server = Served.startAnywhere(folder, own, List.of("--port", "0"))) {
      assertThat(data.resolve("api-token")).exists();
    }
  }

  @Test
  void warnsThatOthersCanConnect() throws Exception {
    // An address of no machine: the warning comes, the listening fails.
    String nobodys = "192.0.2.1";
    Repostore ended = Repostore.run(
        Map.of(), folder, "serve", "--data", data.toString(), "--port", "0", "--host", nobodys);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .contains("Listening on 192.0.2.1", "unencrypted", "--public-url https")
        .doesNotContain("\tat ", "Exception");
  }
}
