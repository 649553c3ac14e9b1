package dev.repostore.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** A server with some history, a wire to it that can break, and a store that makes its tokens. */
final class WireFixture implements AutoCloseable {

  final Path folder;
  final TinyGitServer server;
  final CutProxy wire;
  final TokenStore store;
  final GitRemote remote;
  final Path work;

  WireFixture(Path folder) throws Exception {
    this.folder = folder;
    this.server = new TinyGitServer(folder.resolve("bare"));
    this.wire = new CutProxy(server.url());
    this.store = new TokenStore(wire.url());
    this.remote = GitRemote.of(store.repo("web"));
    this.work = folder.resolve("work");
    Git.init().setDirectory(work.toFile()).setInitialBranch("trunk").call().close();
    commit("a.txt", "first".getBytes(StandardCharsets.UTF_8));
    commit("b/c.bin", noise(200_000));
    commit("a.txt", "second".getBytes(StandardCharsets.UTF_8));
    try (Git git = Git.open(work.toFile())) {
      git.tag().setName("v1").setMessage("one").setSigned(false).call();
      git.branchCreate().setName("side").setStartPoint("HEAD~1").call();
    }
  }

  /** Puts the history on the server. */
  WireFixture served() {
    GitRemote.at(server.url()).push(work, "refs/heads/*:refs/heads/*", "refs/tags/*:refs/tags/*");
    return this;
  }

  static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return noise;
  }

  String commit(String path, byte[] content) throws Exception {
    return commit(work, path, content);
  }

  static String commit(Path work, String path, byte[] content) throws Exception {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    try (Git git = Git.open(work.toFile())) {
      git.add().addFilepattern(path).call();
      return git.commit()
          .setMessage("Set " + path)
          .setAuthor("A", "a@example.org")
          .setCommitter("A", "a@example.org")
          .setSign(false)
          .call()
          .name();
    }
  }

  String served(String ref) throws IOException {
    server.repository().getRefDatabase().refresh();
    ObjectId id = server.repository().resolve(ref);
    return id == null ? "" : id.name();
  }

  static String hash(Path clone, String revision) throws IOException {
    try (Git git = Git.open(clone.toFile())) {
      Repository repository = git.getRepository();
      ObjectId id = repository.resolve(revision);
      return id == null ? "" : id.name();
    }
  }

  /** Every file of a folder by its path there, in order. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Whether some file below has this text in it. */
  static boolean anyContains(Path folder, String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).anyMatch(file -> {
        try {
          return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
      });
    }
  }

  @Override
  public void close() {
    wire.close();
    server.close();
  }
}
