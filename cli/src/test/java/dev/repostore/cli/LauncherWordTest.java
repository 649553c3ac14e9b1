package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherWordTest {

  @TempDir
  Path folder;

  @Test
  void isTheNameWhereAShellFindsIt() throws Exception {
    Path launcher = Files.writeString(folder.resolve("repostore"), "#!/bin/sh\n");
    Map<String, String> environment = Map.of("PATH", "/nowhere:" + folder);
    assertThat(Launcher.word(environment, "/opt/repo store/repostore"))
        .as("it may not be run")
        .isEqualTo("'/opt/repo store/repostore'");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    assertThat(Launcher.word(environment, "/opt/repo store/repostore")).isEqualTo("repostore");
    assertThat(Launcher.word(Map.of(), "/opt/it's")).isEqualTo("'/opt/it'\\''s'");
    assertThat(Launcher.word(Map.of(), "")).isEqualTo("repostore");
  }
}
