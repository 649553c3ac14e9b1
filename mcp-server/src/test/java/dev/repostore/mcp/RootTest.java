package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Working copies lie in one folder, and nothing leads out of it. */
class RootTest {

  @TempDir
  Path folder;

  private Desk at(Path root) {
    return Desk.on(Place.EMBEDDED.open(folder, "data").stores(), root, options -> options);
  }

  private static Map<String, Object> into(String folder) {
    return Map.of("repo", "x", "folder", folder);
  }

  @Test
  void itIsNeitherTheWholeDiskNorAPersonsHome() throws IOException {
    String before = System.getProperty("user.home");
    Path home = Files.createDirectories(folder.resolve("homes/ann"));
    Path link = Files.createSymbolicLink(folder.resolve("ann"), home);
    try {
      for (Path given : List.of(home, link)) {
        System.setProperty("user.home", given.toString());
        for (Path root :
            List.of(Path.of("/"), home, link, home.getParent(), home.resolve("../ann"))) {
          try (Desk desk = at(root)) {
            assertThat(desk.fails("status", Map.of("folder", "x")))
                .as("%s with the home %s", root, given)
                .isEqualTo("root_refused");
          }
        }
        try (Desk desk = at(home.resolve("work"))) {
          assertThat(desk.ok("store_info", Map.of())).containsKey("workspace");
        }
      }
    } finally {
      System.setProperty("user.home", before);
    }
  }

  @Test
  void itIsNotTheHomeOfTheShellEither() throws IOException {
    String before = System.getProperty("user.home");
    String shells = System.getenv("HOME");
    assumeThat(shells).isNotBlank();
    System.setProperty("user.home", folder.resolve("elsewhere").toString());
    try (Desk desk = at(Path.of(shells))) {
      assertThat(desk.fails("status", Map.of("folder", "x"))).isEqualTo("root_refused");
    } finally {
      System.setProperty("user.home", before);
    }
  }

  @Test
  void itIsApartFromAStoresData() throws IOException {
    Path data = folder.resolve("data");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    for (Path root : List.of(
        data,
        data.resolve("inside"),
        data.resolve("a/b"),
        folder,
        link,
        link.resolve("data/inside"),
        folder.resolve("new/../data"))) {
      try (Desk desk = at(root)) {
        assertThat(desk.fails("status", Map.of("folder", "x")))
            .as("%s", root)
            .isEqualTo("root_refused");
      }
    }
    assertThat(data.resolve("inside")).doesNotExist();
    try (Desk desk = at(folder.resolve("data-work"))) {
      assertThat(desk.ok("store_info", Map.of())).containsKey("workspace");
    }
  }

  @Test
  void aFileIsNoRoot() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (Desk desk = at(file)) {
      assertThat(desk.error("status", Map.of("folder", "x")).get("field")).isEqualTo("root");
    }
  }

  @Test
  void nothingLeadsOut() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path real = Files.createDirectories(folder.resolve("real"));
    try (Desk desk = at(Files.createSymbolicLink(folder.resolve("root"), real))) {
      desk.ok("create_repo", Map.of("name", "x"));
      desk.ok("clone", into("x"));
      assertThat(real.resolve("x/.git")).isDirectory();
      Files.createSymbolicLink(real.resolve("out"), outside);
      Files.createSymbolicLink(real.resolve("dangling"), folder.resolve("nothing"));
      Files.createSymbolicLink(real.resolve("x/out"), outside);
      Files.createSymbolicLink(real.resolve("x/in"), Path.of(".git"));
      for (String bad : List.of(
          "../outside/a",
          "x/../../outside/a",
          outside.resolve("a").toString(),
          "out/a",
          "out",
          "dangling",
          "x/out/a",
          ".git",
          ".GIT",
          "a/.git",
          "a/.git/b",
          "x/.git/hooks/new",
          "x/.git/new",
          "x/in/new",
          "",
          " ",
          ".",
          "a\0b",
          "~/a/.git")) {
        for (String tool : List.of("clone", "status", "push")) {
          Map<String, Object> arguments = tool.equals("clone") ? into(bad) : Map.of("folder", bad);
          assertThat(desk.fails(tool, arguments))
              .as("%s of '%s'", tool, bad)
              .isIn("invalid_request", "path_refused", "checkout_unusable", "folder_taken");
        }
      }
      try (Stream<Path> left = Files.list(outside)) {
        assertThat(left).isEmpty();
      }
      try (Stream<Path> left = Files.list(real.resolve("x/.git"))) {
        assertThat(left.map(path -> path.getFileName().toString())).doesNotContain("new");
      }
    }
  }

  @Test
  void aWorkingCopyWhoseGitFolderIsElsewhereIsRefused() throws IOException {
    Path root = folder.resolve("root");
    Path elsewhere = folder.resolve("elsewhere");
    try (Desk desk = at(root)) {
      desk.ok("create_repo", Map.of("name", "x"));
      desk.ok("clone", into("x"));
      Files.move(root.resolve("x/.git"), elsewhere);
      Files.createSymbolicLink(root.resolve("x/.git"), elsewhere);
      assertThat(desk.fails("status", Map.of("folder", "x")))
          .isIn("checkout_unusable", "path_refused");
      Files.delete(root.resolve("x/.git"));
      Files.writeString(root.resolve("x/.git"), "gitdir: " + elsewhere + "\n");
      assertThat(desk.fails("commit", Map.of("folder", "x", "message", "m")))
          .isIn("checkout_unusable", "path_refused");
    }
  }
}
