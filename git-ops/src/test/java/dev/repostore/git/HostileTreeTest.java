package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that no Git makes, but that a pack can bring. */
class HostileTreeTest {

  @TempDir
  Path root;

  private RealGit git;
  private String blob;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    blob = new String(
            git.bytes(
                "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin"),
            StandardCharsets.UTF_8)
        .strip();
  }

  private String tree(String... modeNameHash) throws Exception {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (int i = 0; i < modeNameHash.length; i += 3) {
      raw.writeBytes(
          (modeNameHash[i] + " " + modeNameHash[i + 1] + "\0").getBytes(StandardCharsets.UTF_8));
      raw.writeBytes(HexFormat.of().parseHex(modeNameHash[i + 2]));
    }
    return new String(
            git.bytes(
                raw.toByteArray(), "hash-object", "-t", "tree", "--literally", "-w", "--stdin"),
            StandardCharsets.UTF_8)
        .strip();
  }

  private void refused(String tree) throws Exception {
    String commit = git.run("commit-tree", "-m", "evil", tree);
    git.run("update-ref", "refs/heads/evil", commit);
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("work"))) {
      assertThatExceptionOfType(PathRefusedException.class)
          .isThrownBy(() -> checkout.switchTo("evil"));
    }
    try (var names = Files.list(git.folder())) {
      assertThat(names).containsExactly(git.folder().resolve(".git"));
    }
    assertThat(git.folder().resolve(".git/hooks/post-checkout")).doesNotExist();
    assertThat(git.folder().resolve(".git/index")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".GIT",
        ".Git ",
        ".git.",
        "git~1",
        ".g\u200cit",
        ".git::$INDEX_ALLOCATION",
        "..",
        ".",
        "con",
        "a\\..\\b"
      })
  void noNameLeadsIntoGitsFolder(String name) throws Exception {
    String hooks = tree("100755", "post-checkout", blob);
    refused(tree("100644", "a", blob, "40000", name, tree("40000", "hooks", hooks)));
    refused(tree("40000", "sub", tree("100644", name, blob)));
  }

  @Test
  void noNameIsAPath() throws Exception {
    refused(tree("100644", "../evil", blob));
    refused(tree("100644", "/tmp/evil", blob));
    refused(tree("100644", ".git/config", blob));
  }

  @Test
  void aLinkAndAFolderOfOneNameAreRefused() throws Exception {
    String out = new String(
            git.bytes("..".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin"),
            StandardCharsets.UTF_8)
        .strip();
    refused(tree(
        "120000", "d", out, "100644", "d-x", blob, "40000", "d", tree("100644", "evil", blob)));
    refused(tree("100644", "d", blob, "100644", "d", blob));
    assertThat(root.resolve("evil")).doesNotExist();
  }

  @Test
  void gitsOwnFilesAreNoLinks() throws Exception {
    refused(tree("120000", ".gitmodules", blob));
  }

  @Test
  void namesThatAreNotUtf8AreRefusedRatherThanMangled() throws Exception {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    raw.writeBytes("100644 caf".getBytes(StandardCharsets.UTF_8));
    raw.write(0xe9);
    raw.write(0);
    raw.writeBytes(HexFormat.of().parseHex(blob));
    refused(new String(
            git.bytes(raw.toByteArray(), "hash-object", "-t", "tree", "-w", "--stdin"),
            StandardCharsets.UTF_8)
        .strip());
  }
}
