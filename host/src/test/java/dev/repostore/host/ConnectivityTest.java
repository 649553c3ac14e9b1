package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.ForkRepo;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs no git would send: what they leave out must be the repo's, and be what they say it is. */
class ConnectivityTest {

  private static final String NOWHERE = "deadbeef".repeat(5);

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitServing serving;
  private GitBinary a;

  @BeforeEach
  void serve() throws Exception {
    serving = GitServing.strict(data);
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=trunk", "a");
    a = new GitBinary(work.resolve("a"));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void fileInThePlaceOfASubmoduleMustBeThere() throws Exception {
    String linked = tree("160000 commit " + NOWHERE);
    String before = a.ok("commit-tree", "-m", "1", linked);
    String filed = tree("100644 blob " + NOWHERE);
    String after = a.ok("commit-tree", "-m", "2", "-p", before, filed);

    assertThat(push(after, before, linked, filed, after)).contains("ng refs/heads/new");
  }

  @Test
  void fileInThePlaceOfASubmoduleIsNotTheSourcesSecret() throws Exception {
    a.commit("f", "1");
    a.ok("push", serving.pushUrl(), "trunk");
    String secret = a.commit("secret", "s");
    a.ok("push", serving.pushUrl(), secret + ":refs/heads/private");
    String blob = a.ok("rev-parse", secret + ":secret");
    String forkToken = serving
        .host
        .fork("acme", "web", ForkRepo.named("fork"))
        .token()
        .secret()
        .reveal();
    // Somewhere else, for git sees to the types of objects it has.
    a.ok("init", "--quiet", "../b");
    a = a.in(work.resolve("b"));
    String linked = tree("160000 commit " + blob);
    String before = a.ok("commit-tree", "-m", "1", linked);
    String filed = tree("100644 blob " + blob);
    String after = a.ok("commit-tree", "-m", "2", "-p", before, filed);

    assertThat(pushTo("fork", forkToken, after, before, linked, filed, after))
        .contains("ng refs/heads/new");
  }

  @Test
  void folderInThePlaceOfAFileMustBeAFolder() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String file = tree("100644 blob " + blob);
    String before = a.ok("commit-tree", "-m", "1", file);
    a.ok("push", serving.pushUrl(), before + ":refs/heads/file");

    // git mktree sees to types, so the tree is written as it is.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("40000 x\0".getBytes(StandardCharsets.US_ASCII));
    byte[] id = new byte[20];
    ObjectId.fromString(blob).copyRawTo(id, 0);
    bytes.writeBytes(id);
    Path raw = Files.write(work.resolve("tree"), bytes.toByteArray());
    String folder = a.ok("hash-object", "-w", "-t", "tree", raw.toString());
    String after = a.ok("commit-tree", "-m", "2", "-p", before, folder);

    assertThat(push(after, folder, after)).contains("ng refs/heads/new");
  }

  @Test
  void executableInThePlaceOfAFileIsTheSameFile() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String before = a.ok("commit-tree", "-m", "1", tree("100644 blob " + blob));
    a.ok("push", serving.pushUrl(), before + ":refs/heads/file");
    String executable = tree("100755 blob " + blob);
    String after = a.ok("commit-tree", "-m", "2", "-p", before, executable);

    assertThat(push(after, executable, after)).contains("ok refs/heads/new");
  }

  private String tree(String entry) throws Exception {
    return a.runWith(entry + "\tx\n", "mktree", "--missing").line();
  }

  /** Pushes these objects and no others, and makes the first the branch {@code new}. */
  private String push(String tip, String... objects) throws Exception {
    return pushTo("web", serving.writeToken, tip, objects);
  }

  private String pushTo(String repo, String token, String tip, String... objects) throws Exception {
    Path list = Files.writeString(work.resolve("list"), String.join("\n", objects) + "\n");
    Path pack = work.resolve("pack");
    int status = a.builder("pack-objects", "--quiet", "--stdout")
        .redirectInput(list.toFile())
        .redirectOutput(pack.toFile())
        .start()
        .waitFor();
    assertThat(status).isZero();

    String command =
        ObjectId.zeroId().name() + " " + tip + " refs/heads/new\0 report-status agent=x\n";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(String.format("%04x%s0000", command.length() + 4, command)
        .getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(Files.readAllBytes(pack));
    return GitServing.send(
            HttpRequest.newBuilder(URI.create(serving.url(repo) + "/git-receive-pack"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-git-receive-pack-request")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build())
        .body();
  }
}
