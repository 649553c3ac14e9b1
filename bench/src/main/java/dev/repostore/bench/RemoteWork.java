package dev.repostore.bench;

import java.io.IOException;
import java.util.List;

/** What our library does to one file of a repo without a clone; checked with plain git. */
final class RemoteWork {
  private final OurClient client;
  private final GitBinary git;
  private final Seed seed;
  private final String url;
  private final String path;
  private int turn;

  RemoteWork(OurClient client, GitBinary git, Seed seed, String url) throws IOException {
    this.client = client;
    this.git = git;
    this.seed = seed;
    this.url = url;
    List<String> files = Masters.git(seed.bare(), "ls-tree", "-r", "--name-only", seed.main())
        .lines()
        .toList();
    this.path = files.get(files.size() / 2);
  }

  double read() throws IOException {
    long start = System.nanoTime();
    byte[] content = client.read(seed.main(), path);
    double millis = (System.nanoTime() - start) / 1e6;
    String size =
        Masters.git(seed.bare(), "cat-file", "-s", seed.main() + ":" + path).trim();
    if (!size.equals("" + content.length)) {
      throw new WrongAnswerException(content.length + " bytes were read, not " + size);
    }
    return millis;
  }

  double commit() throws IOException {
    String branch = "written-" + turn++;
    long start = System.nanoTime();
    String made = client.write(branch, path, "turn " + turn);
    double millis = (System.nanoTime() - start) / 1e6;
    String there = Shell.run(
        seed.bare(), git.settings(), List.of("git", "ls-remote", url, "refs/heads/" + branch));
    if (!there.startsWith(made)) {
      throw new WrongAnswerException("'" + there + "' is there, not the commit " + made);
    }
    return millis;
  }
}
