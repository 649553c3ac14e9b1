package dev.repostore.host;

import static dev.repostore.host.GitCommand.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository on a server that passes for a public one, and what is imported of it. */
abstract class ImportFixture {

  static final String ADVERTISEMENT = "application/x-git-upload-pack-advertisement";
  static final byte[] SERVICE =
      "001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.UTF_8);
  static final String RESULT = "application/x-git-upload-pack-result";

  @TempDir
  Path temp;

  PublicServer server;
  Path source;
  Path target;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    Path root = Files.createDirectory(temp.resolve("served"));
    server = new PublicServer(root);
    source = root.resolve("src.git");
    git(root, "init", "-q", "--bare", "-b", "trunk", "src.git");
    target = temp.resolve("target.git");
    BareFolder.make(target, "main");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Three commits on trunk, two of them on side/x, tags, a note and a pull request. */
  void fill() throws IOException {
    commit("trunk", "c1", new byte[] {1});
    String second = commit("trunk", "c2", new byte[] {2});
    git(source, "update-ref", "refs/heads/side/x", second);
    git(source, "tag", "-a", "-m", "one", "v1", second);
    git(source, "tag", "light", second);
    String third = commit("trunk", "c3", new byte[] {3});
    git(source, "tag", "-a", "-m", "three", "v3", third);
    git(source, "update-ref", "refs/notes/commits", second);
    git(source, "update-ref", "refs/custom/x", second);
    git(source, "update-ref", "refs/pull/1/head", third);
  }

  String commit(String branch, String message, byte[] bytes) throws IOException {
    Path file = temp.resolve("file");
    Files.write(file, bytes);
    String blob = git(source, "hash-object", "-w", file.toString());
    Files.writeString(file, "100644 blob " + blob + "\ta\n");
    String tree = gitFrom(file, "mktree");
    String ref = "refs/heads/" + branch;
    boolean first = git(source, "for-each-ref", ref).isEmpty();
    String commit = first
        ? git(source, "commit-tree", "-m", message, tree)
        : git(source, "commit-tree", "-m", message, "-p", ref, tree);
    git(source, "update-ref", ref, commit);
    return commit;
  }

  String gitFrom(Path input, String command) {
    return git(source, "-c", "alias.from=!git " + command + " < " + input, "from");
  }

  ImportRepo request() {
    return ImportRepo.from(server.url("/src.git"), "new");
  }

  HostSettings settings() {
    return HostSettings.in(temp);
  }

  HostSettings limits(long file, long repo, int seconds) {
    return settings().withLimits(new HostLimits(file, repo, 2000, Duration.ofSeconds(seconds)));
  }

  Importer.Imported run(ImportRepo request) {
    return run(request, settings());
  }

  Importer.Imported run(ImportRepo request, HostSettings settings) {
    return Importer.run(request, target, settings, server.outside());
  }

  InvalidRequestException refused(ImportRepo request) {
    return refused(request, settings());
  }

  InvalidRequestException refused(ImportRepo request, HostSettings settings) {
    RepoStoreException failure = failure(request, settings);
    assertThat(failure).isInstanceOf(InvalidRequestException.class);
    return (InvalidRequestException) failure;
  }

  RepoStoreException failure(ImportRepo request) {
    return failure(request, settings());
  }

  RepoStoreException failure(ImportRepo request, HostSettings settings) {
    return catchThrowableOfType(RepoStoreException.class, () -> run(request, settings));
  }
}
