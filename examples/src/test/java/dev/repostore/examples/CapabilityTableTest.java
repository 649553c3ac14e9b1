package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of drivers in the README says what the drivers say. */
class CapabilityTableTest {

  @TempDir
  Path folder;

  @Test
  void theTableIsTrue() throws IOException {
    List<String[]> rows = Files.readAllLines(Path.of("..", "README.md")).stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|", -1))
        .toList();
    String[] header =
        rows.stream().filter(row -> row[1].equals(" can ")).findFirst().orElseThrow();
    assertThat(header).hasSize(6);
    for (int column = 2; column < 5; column++) {
      String driver = header[column].split("`", -1)[1];
      Set<Capability> said = EnumSet.noneOf(Capability.class);
      for (Capability capability : Capability.values()) {
        String[] row = rows.stream()
            .filter(each -> each[1].strip().equals(capability.name()))
            .findFirst()
            .orElseThrow();
        if (row[column].strip().equals("yes")) {
          said.add(capability);
        }
      }
      try (RepoStore store = open(driver)) {
        assertThat(said).as(driver).isEqualTo(store.info().capabilities());
      }
    }
  }

  private RepoStore open(String driver) {
    return driver.equals("artifacts")
        ? RepoStores.open("repostore:artifacts:account/namespace", Secret.of("unused"))
        : RepoStores.open("repostore:" + driver + ":" + folder.resolve(driver));
  }
}
