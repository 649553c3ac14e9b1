package dev.repostore.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sample repos as bare repositories, fully packed, with bitmaps and a commit-graph; made once
 * and kept. The peer serves links of their files; ours gets them by a push.
 */
final class Masters {
  private static final Map<String, String> CLEAN =
      Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");

  private final Path folder;

  Masters(Path folder) {
    this.folder = folder;
  }

  /** The bare repository of a sample. */
  Path of(Sample sample) throws IOException {
    Path made = folder.resolve(sample.repo() + ".git");
    if (!Files.exists(made)) {
      System.err.println("bench: making the repo " + sample.repo() + " (once)");
      Path making = folder.resolve(sample.repo() + ".making");
      Trees.delete(making);
      Files.createDirectories(making);
      make(sample, making);
      Files.move(making, made, StandardCopyOption.ATOMIC_MOVE);
    }
    return made;
  }

  private static void make(Sample sample, Path repo) throws IOException {
    git(repo, "init", "-q", "--bare", "-b", "main", ".");
    Shell.run(
        repo,
        CLEAN,
        List.of("git", "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--done"),
        out -> {
          try (BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
            sample.growth().write(buffered);
          }
        });
    if (sample == Sample.REFS10K) {
      branches(repo);
    }
    git(repo, "repack", "-q", "-a", "-d", "-f", "-b");
    git(repo, "commit-graph", "write", "--reachable");
    git(repo, "pack-refs", "--all");
    git(repo, "config", "http.receivepack", "true");
    git(repo, "config", "uploadpack.allowFilter", "true");
  }

  private static void branches(Path repo) throws IOException {
    List<String> commits = git(repo, "rev-list", "main").lines().toList();
    String commands = IntStream.range(0, 10_000)
        .mapToObj(number -> String.format(
            "create refs/heads/topic/%03d/branch-%05d %s%n",
            number % 100, number, commits.get(number % commits.size())))
        .collect(Collectors.joining());
    Shell.run(
        repo,
        CLEAN,
        List.of("git", "update-ref", "--stdin"),
        out -> out.write(commands.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  /** Runs git in a bare repository, with nobody's settings. */
  static String git(Path repo, String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return Shell.run(repo, CLEAN, command);
  }
}
