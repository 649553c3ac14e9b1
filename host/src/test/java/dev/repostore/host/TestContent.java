package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A repo with something in it, pushed by the real git: two commits on {@code main}, one more on
 * {@code feature/x}, and an annotated tag {@code v1} on the first.
 */
final class TestContent {

  static final String README = "# Demo\n";
  static final String NOTES = "second\n";
  static final byte[] BYTES = {1, 0, 2, (byte) 0xff};

  final TestSpace space;
  final String first;
  final String second;
  final String feature;
  final String tree;
  final String readme;
  final byte[] large;

  TestContent(TestSpace space, String repo, Path folder) throws IOException, InterruptedException {
    this(space, repo, folder, 300_000);
  }

  /** @param largest how many bytes {@code large.bin} has */
  TestContent(TestSpace space, String repo, Path folder, int largest)
      throws IOException, InterruptedException {
    this.space = space;
    this.large = new byte[largest];
    Answer made = space.create("{\"name\":\"" + repo + "\"}");
    String remote = made.result().getString("remote");
    String secret = made.result().getString("token").replaceFirst("\\?.*", "");
    Path work = Files.createDirectories(folder.resolve(repo));
    GitBinary git = new GitBinary(work);
    git.ok("init", "--quiet", "--initial-branch=main");
    first = git.commit("README.md", README);
    git.ok("tag", "--annotate", "--message=one", "v1");
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ((i * 31) >> 3);
    }
    Files.write(work.resolve("data.bin"), BYTES);
    Files.write(work.resolve("large.bin"), large);
    Files.writeString(work.resolve("run.sh"), "#!/bin/sh\n");
    work.resolve("run.sh").toFile().setExecutable(true);
    Files.createSymbolicLink(work.resolve("link"), Path.of("README.md"));
    second = git.commit("docs/notes.txt", NOTES);
    git.ok("checkout", "--quiet", "-b", "feature/x");
    feature = git.commit("feature.txt", "feature\n");
    tree = git.ok("rev-parse", "main^{tree}");
    readme = git.ok("rev-parse", "main:README.md");
    git.ok("push", "--quiet", remote.replace("://", "://x:" + secret + "@"), "--all");
    git.ok("push", "--quiet", remote.replace("://", "://x:" + secret + "@"), "--tags");
  }
}
