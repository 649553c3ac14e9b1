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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs no git would send: what they leave out must be the repo's, and be what they say it is. */
class ConnectivityTest {

  private static final String NOWHERE = "deadbeef".repeat(5);
  private static final String MISSING = "ng refs/heads/new missing necessary objects";

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

    assertThat(pushTo("fork", forkToken, "refs/heads/new", after, before, linked, filed, after))
        .contains("ng refs/heads/new");
  }

  @Test
  void folderInThePlaceOfAFileMustBeAFolder() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String file = tree("100644 blob " + blob);
    String before = a.ok("commit-tree", "-m", "1", file);
    a.ok("push", serving.pushUrl(), before + ":refs/heads/file");

    // git mktree sees to types, so the tree is written as it is.
    String folder = rawTree("40000 x", blob);
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

  @Test
  void folderMustBeAFolderAmongTheNewObjectsToo() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String folder = rawTree("40000 x", blob);
    String commit = a.ok("commit-tree", "-m", "1", folder);

    assertThat(push(commit, commit, folder, blob)).contains(MISSING);
  }

  @Test
  void fileMustBeAFileAmongTheNewObjectsToo() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String inner = tree("100644 blob " + blob);
    String file = rawTree("100644 x", inner);
    String commit = a.ok("commit-tree", "-m", "1", file);

    assertThat(push(commit, commit, file, inner, blob)).contains(MISSING);
  }

  @Test
  void commitIsOfATreeAndOfCommits() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String tree = tree("100644 blob " + blob);
    String ofBlob = rawCommit("tree " + blob + "\n");
    assertThat(push(ofBlob, ofBlob, blob)).contains(MISSING);

    for (String parent : List.of(blob, tree)) {
      String child = rawCommit("tree " + tree + "\nparent " + parent + "\n");
      assertThat(push(child, child, tree, blob)).contains(MISSING);
    }
  }

  @Test
  void tagIsOfWhatItSays() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    for (String type : List.of("commit", "tag", "blobs", "blo")) {
      String tag = rawTag(blob, type);
      assertThat(pushRef("refs/tags/new", tag, tag, blob)).contains("ng refs/tags/new missing");
    }
    String tag = rawTag(blob, "blob");
    String outer = rawTag(tag, "tag");
    assertThat(pushRef("refs/tags/new", outer, outer, tag, blob)).contains("ok refs/tags/new");
    String wrong = rawTag(blob, "tree");
    assertThat(pushRef("refs/tags/wrong", wrong, wrong)).contains("ng refs/tags/wrong missing");
  }

  @Test
  void commitOfADamagedHistoryStaysDamaged() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    String tree = tree("100644 blob " + blob);
    String lacking = a.ok("commit-tree", "-m", "lacks", tree("100644 blob " + NOWHERE));
    String good = a.ok("commit-tree", "-m", "good", tree);
    // It comes in with what nobody asked for, so it is there.
    assertThat(push(good, good, tree, blob, lacking)).contains("ok refs/heads/new");
    assertThat(serving
            .folder()
            .resolve("objects")
            .resolve(lacking.substring(0, 2) + "/" + lacking.substring(2)))
        .exists();

    assertThat(pushRef("refs/heads/lacking", lacking, tree))
        .contains("ng refs/heads/lacking missing");
    String child = a.ok("commit-tree", "-m", "child", "-p", lacking, tree);
    assertThat(pushRef("refs/heads/child", child, child)).contains("ng refs/heads/child missing");
  }

  @Test
  void whatWasOnceABranchMayBeOneAgain() throws Exception {
    String old = a.commit("f", "1");
    a.ok("push", serving.pushUrl(), old + ":refs/heads/old", old + ":refs/heads/trunk");
    String tip = a.commit("g", "2");
    a.ok("push", serving.pushUrl(), tip + ":refs/heads/old");
    a.ok("push", serving.pushUrl(), ":refs/heads/old");

    assertThat(pushRef("refs/heads/again", tip, a.ok("rev-parse", tip + "^{tree}")))
        .contains("ok refs/heads/again");
  }

  @Test
  void deepFoldersAndTagsAreTaken() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    List<String> all = new ArrayList<>(List.of(blob));
    String tag = rawTag(blob, "blob");
    all.add(tag);
    for (int i = 0; i < 120; i++) {
      tag = rawTag(tag, "tag");
      all.add(tag);
    }
    assertThat(pushRef("refs/tags/deep", tag, all.toArray(String[]::new)))
        .contains("ok refs/tags/deep");
  }

  @Test
  void typesOfALargePushAreLookedAtToo() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      all.add(a.runWith("line\n".repeat(50) + i, "hash-object", "-w", "--stdin").line());
    }
    String tree = tree("100644 blob " + all.get(0));
    String good = a.ok("commit-tree", "-m", "good", tree);
    all.addAll(List.of(tree, good));
    assertThat(push(good, all.toArray(String[]::new))).contains("ok refs/heads/new");

    String wrong = rawTree("40000 x", all.get(7));
    String commit = a.ok("commit-tree", "-m", "bad", wrong);
    all.addAll(List.of(wrong, commit));
    assertThat(pushRef("refs/heads/bad", commit, all.toArray(String[]::new)))
        .contains("ng refs/heads/bad missing");
  }

  /** What git itself would not write. */
  private String raw(String type, byte[] content) throws Exception {
    Path file = Files.write(work.resolve("raw"), content);
    return a.ok("hash-object", "-w", "--literally", "-t", type, file.toString());
  }

  private String rawTree(String entry, String id) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((entry + "\0").getBytes(StandardCharsets.US_ASCII));
    byte[] raw = new byte[20];
    ObjectId.fromString(id).copyRawTo(raw, 0);
    bytes.writeBytes(raw);
    return raw("tree", bytes.toByteArray());
  }

  private String rawCommit(String head) throws Exception {
    String who = "Ann <ann@example.org> 1700000000 +0000\n";
    String text = head + "author " + who + "committer " + who + "\nx\n";
    return raw("commit", text.getBytes(StandardCharsets.US_ASCII));
  }

  private String rawTag(String id, String type) throws Exception {
    String text = "object " + id + "\ntype " + type
        + "\ntag t\ntagger Ann <ann@example.org> 1700000000 +0000\n\nx\n";
    return raw("tag", text.getBytes(StandardCharsets.US_ASCII));
  }

  private String tree(String entry) throws Exception {
    return a.runWith(entry + "\tx\n", "mktree", "--missing").line();
  }

  /** Pushes these objects and no others, and makes the tip the branch {@code new}. */
  private String push(String tip, String... objects) throws Exception {
    return pushRef("refs/heads/new", tip, objects);
  }

  private String pushRef(String ref, String tip, String... objects) throws Exception {
    return pushTo("web", serving.writeToken, ref, tip, objects);
  }

  private String pushTo(String repo, String token, String ref, String tip, String... objects)
      throws Exception {
    Path list = Files.writeString(work.resolve("list"), String.join("\n", objects) + "\n");
    Path pack = work.resolve("pack");
    int status = a.builder("pack-objects", "--quiet", "--stdout")
        .redirectInput(list.toFile())
        .redirectOutput(pack.toFile())
        .start()
        .waitFor();
    assertThat(status).isZero();

    String command =
        ObjectId.zeroId().name() + " " + tip + " " + ref + "\0 report-status agent=x\n";
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
