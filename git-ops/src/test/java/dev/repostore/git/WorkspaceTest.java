package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.InvalidRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

  @TempDir
  Path folder;

  private Path root;
  private Workspace workspace;

  @BeforeEach
  void open() throws Exception {
    root = Files.createDirectories(folder.toRealPath().resolve("root"));
    Files.createDirectories(root.resolve("in/side"));
    Files.createDirectories(folder.resolve("out"));
    Files.createSymbolicLink(root.resolve("away"), folder.resolve("out"));
    Files.createSymbolicLink(root.resolve("home"), Path.of("in"));
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
    workspace = Workspace.at(root);
  }

  @Test
  void resolvesWhatLiesInside() {
    assertThat(workspace.resolve(Path.of("in/side"))).isEqualTo(root.resolve("in/side"));
    assertThat(workspace.resolve(Path.of("home/side"))).isEqualTo(root.resolve("in/side"));
    assertThat(workspace.resolve(Path.of("home/new/er"))).isEqualTo(root.resolve("in/new/er"));
    assertThat(workspace.resolve(root.resolve("new"))).isEqualTo(root.resolve("new"));
    assertThat(workspace.resolve(Path.of(""))).isEqualTo(root);
    assertThat(workspace.resolve(Path.of("in/../in/side"))).isEqualTo(root.resolve("in/side"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../out",
        "away",
        "away/x",
        "home/../../out",
        "new/../../out",
        "dangling",
        "dangling/x",
        "/"
      })
  void refusesWhatLeadsOut(String path) {
    assertThatExceptionOfType(PathRefusedException.class)
        .isThrownBy(() -> workspace.resolve(Path.of(path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {".git", "in/.GIT/hooks", "in/.git/x", "git~1", "gits/x", "away/x"})
  void nothingNewIsMadeInGitsOwnFolders(String path) throws Exception {
    Files.createDirectories(root.resolve("in/.git"));
    Files.createSymbolicLink(root.resolve("gits"), Path.of("in/.git"));
    assertThat(workspace.resolveNew(Path.of("in/new"))).isEqualTo(root.resolve("in/new"));
    assertThat(workspace.resolveNew(root)).isEqualTo(root);
    assertThatExceptionOfType(PathRefusedException.class)
        .isThrownBy(() -> workspace.resolveNew(Path.of(path)));
  }

  @Test
  void aRootReachedByALinkIsWhereTheLinkLeads() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    assertThat(Workspace.at(link).root()).isEqualTo(root);
    assertThat(Workspace.at(link).resolve(link.resolve("in"))).isEqualTo(root.resolve("in"));
  }

  @Test
  void aRootMustBeAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> Workspace.at(file));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Workspace.at(folder.resolve("none")))
        .withMessageContaining("Create it");
  }
}
