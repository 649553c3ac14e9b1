package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DoctorTest {

  @TempDir
  Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void configure() {
    environment.put("REPOSTORE_HOME", folder.resolve("data").toString());
    environment.put("XDG_CONFIG_HOME", folder.toString());
  }

  private JsonObject check(int status, String name) throws Exception {
    Repostore ended = Repostore.run(environment, folder, "doctor");
    assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(status);
    JsonObject report = Json.of(ended.out());
    assertThat(report.getBoolean("healthy")).isEqualTo(status == 0);
    return report.getJsonArray("checks").stream()
        .map(value -> value.asJsonObject())
        .filter(one -> one.getString("check").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsNothingWrongAndMakesNothing() throws Exception {
    JsonObject chosen = check(0, "chosen store");
    assertThat(chosen.keySet()).containsExactly("check", "state", "found", "fix");
    assertThat(chosen.getString("found")).contains("made at first use");
    assertThat(folder.resolve("data")).doesNotExist();
    Repostore plain = Repostore.run(environment, folder, "doctor", "--no-json");
    assertThat(plain.lines()).anyMatch(line -> line.startsWith("ok    java: Java "));
  }

  @Test
  void findsAFolderOfSomebodyElse() throws Exception {
    Path mine = Files.createDirectories(folder.resolve("data")).resolve("mine");
    Files.writeString(mine, "precious");
    JsonObject data = check(1, "data folder");
    assertThat(data.getString("state")).isEqualTo("fail");
    assertThat(data.getString("found")).contains("'mine' is in it");
    assertThat(data.getString("fix")).contains("REPOSTORE_HOME");
    assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**/repostore-data");
  }

  @Test
  void findsATokenThatOthersCanReadAndTheServerThatHasTheFolder() throws Exception {
    try (Served server = Served.start(folder.resolve("data"))) {
      assertThat(check(0, "data folder").getString("found")).contains("served at " + server.url());
      Path token = folder.resolve("data/api-token");
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(check(1, "api token").getString("fix")).contains("chmod 600");
      environment.put(
          "REPOSTORE_URL",
          "repostore:artifacts:local/default?base-url=" + server.url() + "/client/v4");
      environment.put("REPOSTORE_TOKEN", "correct-horse-battery");
      JsonObject chosen = check(1, "chosen store");
      assertThat(chosen.getString("state")).isEqualTo("fail");
      assertThat(chosen.toString()).doesNotContain("correct-horse");
    }
  }
}
