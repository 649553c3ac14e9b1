package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both guides and every route, by the tools their readers use: curl, jq and git. */
@Timeout(180)
class GuidesTest {

  @TempDir
  static Path shared;

  private static PublicRemote remote;
  private static Served server;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path upstream = Files.createDirectory(shared.resolve("upstream"));
    remote = PublicRemote.of(
        new Clones(new RealGit(upstream), upstream).publish("public", "# Somebody else's\n"));
    server = Served.start(shared.resolve("data"), "--allow-private-imports");
  }

  @AfterAll
  static void stop() {
    server.close();
    remote.close();
  }

  @Test
  void restGuide() throws IOException, InterruptedException {
    play("rest-guide.sh", Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "/client/v4/accounts/local/artifacts, by-account",
    "/v1/api, by-gateway",
    "/edge/v1/api, by-edge",
  })
  void apiReference(String basePath, String namespace) throws IOException, InterruptedException {
    play("api-reference.sh", Map.of("REPOSTORE_BASE_PATH", basePath, "NAMESPACE", namespace));
  }

  @Test
  void everyRoute() throws IOException, InterruptedException {
    play("routes.sh", Map.of());
  }

  @Test
  void readme() throws IOException, InterruptedException {
    Matcher block = Pattern.compile("(?s)```sh\n(.*?ARTIFACTS_BASE_URL.*?)```")
        .matcher(Files.readString(Path.of("../README.md")));
    assertThat(block.find()).isTrue();
    Files.writeString(folder.resolve("readme-block.sh"), block.group(1));
    play("readme.sh", Map.of());
  }

  private void play(String script, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("SERVER", server.url().toString());
    environment.put("UPSTREAM", remote.url("public.git").toString());
    Script.run(script, folder, server, environment);
  }
}
