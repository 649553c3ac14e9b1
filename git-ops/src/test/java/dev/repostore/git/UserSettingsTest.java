package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Git's user, or whoever administers the machine, has set counts for nothing. */
@Timeout(60)
class UserSettingsTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path folder;

  private final SystemReader machine = SystemReader.getInstance();
  private Path settings;
  private WireFixture fixture;

  @BeforeEach
  void start() throws Exception {
    settings = Files.createDirectories(folder.resolve("settings/git"));
    fixture = new WireFixture(folder.resolve("fixture")).served();
    SystemReader.setInstance(new SystemReader.Delegate(machine) {
      @Override
      public FileBasedConfig openUserConfig(Config parent, FS files) {
        return new FileBasedConfig(parent, settings.resolve("config").toFile(), files);
      }

      @Override
      public FileBasedConfig openSystemConfig(Config parent, FS files) {
        // What JGit does to find these runs git.
        return new FileBasedConfig(parent, settings.resolve("system").toFile(), files);
      }

      @Override
      public Path getXdgConfigDirectory(FS files) {
        return settings.getParent();
      }
    });
  }

  @AfterEach
  void stop() {
    SystemReader.setInstance(machine);
    fixture.close();
  }

  private Checkout cloned() {
    return Checkout.clone(
        fixture.remote, Workspace.at(folder), Path.of("clone"), Clone.branch("trunk"));
  }

  private static void commit(Checkout checkout, String file) throws IOException {
    Files.writeString(checkout.folder().resolve(file), "text\n");
    assertThat(checkout.status().untracked()).containsExactly(file);
    checkout.stageAll();
    checkout.commit(CreateCommit.of(file).withCommitter(ANN));
    assertThat(new RealGit(checkout.folder()).run("show", "HEAD:" + file)).isEqualTo("text");
  }

  @Test
  void ignoresAndAttributes() throws Exception {
    Files.writeString(settings.resolve("ignore"), "*.txt\n");
    Files.writeString(settings.resolve("attributes"), "* text eol=crlf\n");
    try (Checkout checkout = cloned()) {
      commit(checkout, "mine.txt");
      checkout.detachAt("HEAD~1");
      checkout.switchTo("trunk");
      assertThat(checkout.folder().resolve("mine.txt"))
          .hasBinaryContent("text\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Files.createDirectories(checkout.folder().resolve(".git/info"));
      Files.writeString(checkout.folder().resolve(".git/info/exclude"), "*.txt\n");
      Files.writeString(checkout.folder().resolve("more.txt"), "text\n");
      assertThat(checkout.status().untracked()).isEmpty();
    }
  }

  @Test
  void settingsThatCannotBeRead() throws Exception {
    Files.writeString(settings.resolve("config"), "[broken");
    Files.writeString(settings.resolve("system"), "[broken");
    try (Checkout checkout = Checkout.init(Workspace.at(folder), Path.of("clone"), "trunk")) {
      commit(checkout, "mine");
      checkout.branches().create("other", "HEAD");
      checkout.switchTo("other");
    }
    Checkout.open(Workspace.at(folder), Path.of("clone")).close();
  }

  @Test
  void othersHaveTheirSettingsAsBefore() throws Exception {
    Files.writeString(settings.resolve("config"), "[user]\n\tname = User\n");
    cloned().close();
    assertThat(SystemReader.getInstance().getUserConfig().getString("user", null, "name"))
        .isEqualTo("User");
  }
}
