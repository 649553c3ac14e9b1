package dev.repostore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The peer: the git binary, shut off from the user's settings. */
final class GitBinary implements Client {
  private final Map<String, String> settings;

  /** @param settings environment that lets it in */
  GitBinary(Map<String, String> settings) {
    this.settings = new HashMap<>(settings);
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      this.settings.put("GIT_" + who + "_NAME", "Bench");
      this.settings.put("GIT_" + who + "_EMAIL", "bench@example.org");
    }
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  @Override
  public void clone(String url, Path folder) throws IOException {
    git(folder.resolve("..").normalize(), "clone", "-q", url, folder.toString());
  }

  @Override
  public void fetch(Path folder) throws IOException {
    git(folder, "fetch", "-q", "origin");
  }

  @Override
  public void push(Path folder, String branch) throws IOException {
    git(folder, "push", "-q", "origin", "HEAD:refs/heads/" + branch);
  }

  @Override
  public int status(Path folder) throws IOException {
    return (int) git(folder, "status", "--porcelain").lines().count();
  }

  @Override
  public void commitAll(Path folder) throws IOException {
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "Change");
  }

  /** What a command said. */
  String git(Path folder, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return Shell.run(folder, settings, command).trim();
  }
}
