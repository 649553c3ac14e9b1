package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastTest {

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("state").resolve("history");
  }

  /** What JShell makes of its settings when it ends. */
  private static Map<String, String> settings(List<String> lines) {
    Map<String, String> settings = new HashMap<>(Map.of("FEEDBACK", "repostore"));
    IntStream.range(0, lines.size())
        .forEach(at -> settings.put(String.format("HISTORY_LINE_%03d", at), lines.get(at)));
    return settings;
  }

  @Test
  void keepsLinesForItsOwnerAlone() throws Exception {
    Past past = new Past(file());
    assertThat(past.load()).isEmpty();
    past.save(settings(List.of("repos()", "create(\"a\")")));
    assertThat(file()).hasContent("repos()\ncreate(\"a\")\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(file().getParent().toFile().list()).containsExactly("history");
    assertThat(new Past(file()).load().values()).containsExactly("repos()", "create(\"a\")");
  }

  @Test
  void addsToWhatAnotherShellHasKeptMeanwhile() {
    new Past(file()).save(settings(List.of("first")));
    Past here = new Past(file());
    Past there = new Past(file());
    here.load();
    there.load();
    there.save(settings(List.of("first", "there")));
    here.save(settings(List.of("first", "here")));
    assertThat(file()).hasContent("first\nthere\nhere\n");
  }

  @Test
  void keepsNothingOfALineThatTells() {
    new Past(file())
        .save(settings(List.of(
            "a()", "f(\\", "  Secret.of(\"canary\"),\\", "  1)", "var token = \"canary\"", "z()")));
    assertThat(file()).hasContent("a()\nz()\n");
  }

  @Test
  void keepsWhatWasTypedInAShellThatIsEnded() {
    Past past = new Past(file());
    past.load();
    past.typed("int f() {\n  return 1;\n}\n");
    past.typed("Secret.of(\"canary\")");
    past.typed("\"\\\\\"");
    past.saveTyped();
    past.save(settings(List.of("too late")));
    assertThat(file()).hasContent("int f() {\\\n  return 1;\\\n}\n\"\\\\\"\n");
  }

  @Test
  void forgetsTheOldest() throws Exception {
    new Past(file())
        .save(settings(IntStream.range(0, 700).mapToObj(at -> "f(" + at + ")").toList()));
    assertThat(Files.readAllLines(file())).hasSize(400).startsWith("f(300)").endsWith("f(699)");
  }

  @Test
  void bearsAFileItCannotRead() throws Exception {
    Files.createDirectories(file());
    assertThat(new Past(file()).load()).isEmpty();
  }
}
