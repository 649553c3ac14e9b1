package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work is told when the server of tools starts. */
@Timeout(120)
class McpSettingsTest {

  @TempDir
  Path folder;

  private Repostore run(String... arguments) throws Exception {
    return Repostore.run(
        Map.of("REPOSTORE_HOME", folder.resolve("data").toString()), folder, arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--store foo",
        "--store a~b=repostore:local:data",
        "--root /",
        "--root ..", // holds the data folder, as does the next
        "--root .",
        "--root data",
        "--root data/work",
        "--audit /dev/null",
        "--root work --audit work/audit",
        "--root work --audit elsewhere/../work/audit",
        "--audit .",
        "--audit nowhere/audit",
        "--import-from ",
        "--import-from https://example.org",
        "--import-from example.org/path",
        "--http 0 --host-name a~b"
      })
  void aSettingThatCannotWorkEndsIt(String line) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("mcp"));
    for (String word : line.split(" ", -1)) {
      arguments.add(word.replace('~', ' '));
    }
    Repostore ended = run(arguments.toArray(String[]::new));
    assertThat(ended.status()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).isNotBlank().doesNotContain("Exception");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void theHomeFolderIsNoWorkspace() throws Exception {
    Repostore ended = run("mcp", "--root", System.getProperty("user.home"));
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("the home folder").doesNotContain("Exception");
  }

  @Test
  void settingsThatCanWorkAreTaken() throws Exception {
    Repostore ended = run(
        "mcp",
        "--store",
        "y-1=repostore:local:" + folder.resolve("other"),
        "--root",
        "work",
        "--audit",
        "audit",
        "--import-from",
        "example.org,[::1]");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void anAuditThatIsNotThereIsToldInWords() throws Exception {
    Repostore ended = run("audit", "verify", "nope");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("There is no file nope").doesNotContain("Exception");
  }
}
