package dev.repostore.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * One client's working copy, and what it is made to do there: each piece of work is set up and
 * checked with plain git, and only the work itself is timed.
 */
final class ClientWork {
  private static final int CHANGED = 10;
  private static final int LARGE = 100_000; // no text

  private final GitBinary git;
  private final Client client;
  private final String url;
  private final String main;
  private final Path folder;
  private final String branch;
  private int turn;

  /**
   * @param git what sets up and checks
   * @param main the commit the remote's default branch is at
   * @param folder for its clones; its own alone
   */
  ClientWork(GitBinary git, Client client, String url, String main, Path folder) {
    this.git = git;
    this.client = client;
    this.url = url;
    this.main = main;
    this.folder = folder;
    this.branch = "branch-" + folder.getFileName();
  }

  /** Something to be timed. */
  private interface Timed {
    void run() throws IOException;
  }

  private static double millis(Timed timed) throws IOException {
    long start = System.nanoTime();
    timed.run();
    return (System.nanoTime() - start) / 1e6;
  }

  double cloneAll() throws IOException {
    Path fresh = folder.resolve("clone-" + turn++);
    double millis = millis(() -> client.clone(url, fresh));
    require(main, git.git(fresh, "rev-parse", "HEAD"), "is checked out");
    require("", git.git(fresh, "status", "--porcelain"), "differs from the clone's files");
    Trees.delete(fresh);
    return millis;
  }

  /** One commit more on the remote, and here. */
  double fetch() throws IOException {
    Path copy = copy();
    Path other = folder.resolve("other");
    if (!Files.exists(other)) {
      git.git(folder, "clone", "-q", "--depth=1", url, other.toString());
    }
    edit(other);
    git.git(other, "commit", "-q", "-a", "-m", "Theirs");
    git.git(other, "push", "-q", "origin", "HEAD:refs/heads/" + branch + "-theirs");
    double millis = millis(() -> client.fetch(copy));
    require(
        git.git(other, "rev-parse", "HEAD"),
        git.git(copy, "rev-parse", "refs/remotes/origin/" + branch + "-theirs"),
        "was fetched");
    return millis;
  }

  double push() throws IOException {
    Path copy = copy();
    edit(copy);
    git.git(copy, "commit", "-q", "-a", "-m", "Ours");
    double millis = millis(() -> client.push(copy, branch));
    require(
        git.git(copy, "rev-parse", "HEAD"),
        git.git(copy, "ls-remote", "origin", "refs/heads/" + branch).substring(0, 40),
        "was pushed");
    return millis;
  }

  double status() throws IOException {
    Path copy = copy();
    git.git(copy, "reset", "-q", "--hard");
    edit(copy);
    int[] found = {0};
    double millis = millis(() -> found[0] = client.status(copy));
    require("" + CHANGED, "" + found[0], "files differ");
    return millis;
  }

  /** Adds and commits. */
  double commit() throws IOException {
    Path copy = copy();
    edit(copy);
    double millis = millis(() -> client.commitAll(copy));
    require("", git.git(copy, "status", "--porcelain"), "is left");
    require(
        "" + CHANGED,
        "" + git.git(copy, "diff", "--name-only", "HEAD^", "HEAD").lines().count(),
        "files were committed");
    return millis;
  }

  private Path copy() throws IOException {
    Path copy = folder.resolve("copy");
    if (!Files.exists(copy)) {
      git.git(folder, "clone", "-q", url, copy.toString());
    }
    return copy;
  }

  private void edit(Path copy) throws IOException {
    List<Path> files = Trees.files(copy, ".git").stream()
        .filter(file -> file.toFile().length() < LARGE)
        .limit(CHANGED)
        .toList();
    for (Path file : files) {
      // No other client's: a host need not keep twice what two of them push.
      String line = "edit " + turn++ + " of " + branch + "\n";
      Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
  }

  private void require(String expected, String found, String what) throws IOException {
    if (!found.equals(expected)) {
      throw new WrongAnswerException(
          "'" + found + "' " + what + " in " + branch + ", not '" + expected + "'");
    }
  }
}
