package dev.repostore.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an empty bare repository consists of. JGit would make three times as many files. */
final class BareFolder {

  /**
   * Everything the host relies on is said here, so that no file of the user's own changes it.
   * Pushed objects and refs reach the disk before they count; nobody but the host's own maintenance
   * packs anything.
   */
  private static final String CONFIG = """
      [core]
      \trepositoryformatversion = 0
      \tfilemode = true
      \tbare = true
      \tlogallrefupdates = false
      [gc]
      \tauto = 0
      \tautoPackLimit = 0
      [receive]
      \tautogc = false
      """;

  private BareFolder() {}

  /**
   * Makes the folder, which must not exist. Its names reach the disk with those of the folder it is
   * put into (see {@link RepoStorage#install}).
   */
  static void make(Path folder, String defaultBranch) throws IOException {
    Files.createDirectory(folder);
    Path objects = Files.createDirectory(folder.resolve("objects"));
    Files.createDirectory(objects.resolve("pack"));
    Files.createDirectory(objects.resolve("info"));
    Path refs = Files.createDirectory(folder.resolve("refs"));
    Files.createDirectory(refs.resolve("heads"));
    Files.createDirectory(refs.resolve("tags"));
    // Nothing is lost with this file: what the host needs, BareRepository knows by itself.
    Files.writeString(folder.resolve("config"), CONFIG);
    head(folder, defaultBranch);
  }

  private static void head(Path folder, String branch) throws IOException {
    byte[] line = ("ref: refs/heads/" + branch + "\n").getBytes(StandardCharsets.UTF_8);
    Durable.write(folder.resolve("HEAD"), line);
  }
}
