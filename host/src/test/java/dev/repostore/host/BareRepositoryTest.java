package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a program whose user has settings of his own for Git. */
class BareRepositoryTest {

  @TempDir
  Path folder;

  private final SystemReader machine = SystemReader.getInstance();

  @BeforeEach
  void haveSettings() throws IOException {
    Path settings = Files.writeString(folder.resolve("gitconfig"), """
        [core]
          compression = 0
          looseCompression = 0
          fsync = none
          logAllRefUpdates = true
          bigFileThreshold = 1
        [receive]
          autogc = true
        [gc]
          auto = 1
        """);
    SystemReader.setInstance(new SystemReader.Delegate(machine) {
      @Override
      public FileBasedConfig openUserConfig(Config parent, FS files) {
        return new FileBasedConfig(parent, settings.toFile(), files);
      }
    });
  }

  @AfterEach
  void restore() {
    SystemReader.setInstance(machine);
  }

  @Test
  void settingsOfTheUserChangeNothing() throws IOException {
    Path git = folder.resolve("a.git");
    BareFolder.make(git, "main");
    try (BareRepository repo = new BareRepository(git.toFile());
        ObjectInserter inserter = repo.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, new byte[100_000]);
      inserter.flush();

      assertThat(Files.size(LooseFiles.of(git.resolve("objects"), blob))).isLessThan(1_000);
      assertThat(repo.getConfig().getInt("core", "bigFileThreshold", -1)).isEqualTo(-1);
      assertThat(repo.getConfig().getInt("gc", "auto", -1)).isZero();
      assertThat(repo.getConfig().get(CoreConfig.KEY).getCompression()).isEqualTo(-1);
      assertThat(repo.open(blob).getSize()).isEqualTo(100_000);
    }
  }
}
