package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostSettingsTest {

  private static final Path HOME =
      Path.of(System.getProperty("user.home"), ".local", "share", "repostore");

  @Test
  void findsTheDataFolder() {
    assertThat(folder("REPOSTORE_HOME", "/own", "XDG_DATA_HOME", "/shared")).hasToString("/own");
    assertThat(folder("REPOSTORE_HOME", "", "XDG_DATA_HOME", "/shared"))
        .hasToString("/shared/repostore");
    assertThat(folder("XDG_DATA_HOME", "shared")).isEqualTo(HOME);
    assertThat(folder("XDG_DATA_HOME", "")).isEqualTo(HOME);
    assertThat(HostSettings.dataFolder(Map.of())).isEqualTo(HOME);
    assertThat(folder("HOME", "/home/ann")).hasToString("/home/ann/.local/share/repostore");
    assertThat(folder("HOME", "ann")).isEqualTo(HOME);
  }

  private static Path folder(String... variables) {
    return HostSettings.dataFolder(
        variables.length == 2
            ? Map.of(variables[0], variables[1])
            : Map.of(variables[0], variables[1], variables[2], variables[3]));
  }
}
