package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same things done by us and by the git binary, on repositories of every kind. */
class LikeGitTest {

  @TempDir
  Path root;

  private RealGit git;
  private Path folder;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    folder = git.folder();
  }

  private Checkout open() {
    return Checkout.open(Workspace.at(root), Path.of("work"));
  }

  private void commit() throws IOException {
    git.run("add", "-A");
    git.run("commit", "-q", "--allow-empty", "-m", "by git");
  }

  /** Git's short status, parted by NULs and in order, and ours in its words. */
  private void sameStatus(Checkout checkout) throws IOException {
    List<String> theirs =
        new ArrayList<>(git.parts("status", "--porcelain", "-z", "-uall", "--no-renames"));
    List<String> ours = new ArrayList<>();
    Status status = checkout.status();
    status.staged().forEach(c -> ours.add(letter(c) + "." + c.path()));
    status.unstaged().forEach(c -> ours.add("." + letter(c) + c.path()));
    status.untracked().forEach(path -> ours.add("??" + path));
    status.conflicted().forEach(path -> ours.add("UU" + path));
    List<String> split = new ArrayList<>();
    for (String line : theirs) {
      String path = line.substring(3);
      if (line.startsWith("??") || line.matches("(?s)(UU|AA|DD|AU|UA|DU|UD).*")) {
        split.add((line.startsWith("??") ? "??" : "UU") + path);
        continue;
      }
      if (line.charAt(0) != ' ') {
        split.add(line.charAt(0) + "." + path);
      }
      if (line.charAt(1) != ' ') {
        split.add("." + line.charAt(1) + path);
      }
    }
    assertThat(ours).containsExactlyInAnyOrderElementsOf(split);
  }

  private static char letter(PathChange change) {
    return change.type() == PathChange.Type.TYPE_CHANGED
        ? 'T'
        : change.type().name().charAt(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void statusAfterRandomChanges(int seed) throws Exception {
    Random random = new Random(seed);
    List<String> names = List.of(
        "a",
        "a.b",
        "aa/x",
        "b c/d",
        "b c/e\tf",
        "d/\u00e9",
        "d/e\u0301",
        "d/\ud83d\ude00/x",
        "ig/n",
        "line\nbreak",
        "z/.gitignore",
        "-dash");
    git.write(".gitignore", "*.tmp\n/ig/\n!keep.tmp\n");
    for (String name : names) {
      git.write(name, name);
    }
    git.run("add", "-A", "-f");
    git.run("commit", "-q", "-m", "one");
    try (Checkout checkout = open()) {
      sameStatus(checkout);
      for (int round = 0; round < 5; round++) {
        for (String name : names) {
          Path file = folder.resolve(name);
          switch (random.nextInt(9)) {
            case 0 -> git.write(name, "changed " + random.nextInt());
            case 1 -> Files.deleteIfExists(file);
            case 2 -> {
              Files.deleteIfExists(file);
              Files.createDirectories(file.getParent());
              Files.createSymbolicLink(file, Path.of("nowhere"));
            }
            case 3 -> git.code("add", "-A", "-f", "--", name);
            case 4 -> git.write(name + ".new", "new");
            case 5 -> git.write(name + ".tmp", "ignored");
            case 6 -> git.code("rm", "-q", "--cached", "--", name);
            case 7 -> {
              if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                assertThat(file.toFile().setExecutable(true)).isTrue();
              }
            }
            default -> git.write("deep/" + random.nextInt(3) + "/keep.tmp", "kept");
          }
        }
        sameStatus(checkout);
        if (round % 2 == 0) {
          checkout.stageAll();
          sameStatus(checkout);
          String index = git.run("write-tree");
          git.run("add", "-A");
          assertThat(git.run("write-tree")).isEqualTo(index);
        } else {
          checkout.commit(CreateCommit.of("round").withAllowEmpty(true));
        }
      }
      git.run("fsck", "--strict");
    }
  }

  /** A pipe that nobody writes to has no end. */
  @Test
  @Timeout(30)
  void whatIsNoFileIsNotRead() throws Exception {
    git.write("a", "a");
    git.write("d/b", "b");
    commit();
    Files.delete(folder.resolve("a"));
    for (String name : List.of("a", "pipe", "d/pipe")) {
      String pipe = folder.resolve(name).toString();
      assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    }
    try (Checkout checkout = open()) {
      Status status = checkout.status();
      assertThat(status.untracked()).isEmpty();
      assertThat(status.unstaged()).extracting(PathChange::path).containsExactly("a");
      assertThat(checkout.diff(Diff.uncommitted()).files()).hasSize(1);
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> checkout.stage("pipe"));
      checkout.restore("a");
      assertThat(folder.resolve("a")).hasContent("a");
      checkout.stageAll();
      assertThat(checkout.status().clean()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, ''",
    "true, ''",
    "input, ''",
    "false, '* text=auto'",
    "false, '* text=auto eol=crlf'",
    "true, '*.txt -text'",
    "false, '*.txt text eol=crlf'",
    "false, '*.txt text eol=lf'",
    "input, '* text=auto'",
    "true, '*.bin binary'",
    "false, '*.txt text'"
  })
  void lineEndsAreConvertedBothWays(String autocrlf, String attributes) throws Exception {
    git.run("config", "core.autocrlf", autocrlf);
    git.run("config", "core.safecrlf", "false");
    if (!attributes.isEmpty()) {
      git.write(".gitattributes", attributes + "\n");
    }
    git.write("lf.txt", "a\nb\nc\n");
    git.write("crlf.txt", "a\r\nb\r\nc\r\n");
    git.write("mixed.txt", "a\r\nb\nc\r\n");
    git.write("cr.txt", "a\rb\rc");
    git.write("nul.txt", "a\r\n\0b\n");
    git.write("x.bin", "a\r\nb\n");
    git.write("empty.txt", "");
    try (Checkout checkout = open()) {
      checkout.stageAll();
      String ours = git.run("write-tree");
      git.run("rm", "-r", "-q", "--cached", ".");
      git.run("add", "-A");
      assertThat(ours).isEqualTo(git.run("write-tree"));
      checkout.commit(CreateCommit.of("one"));
      git.run("switch", "-q", "--detach");
      Files.deleteIfExists(folder.resolve(".gitattributes"));
      for (String name :
          List.of("lf.txt", "crlf.txt", "mixed.txt", "x.bin", "nul.txt", "cr.txt", "empty.txt")) {
        Files.delete(folder.resolve(name));
      }
      git.run("rm", "-r", "-q", "--cached", ".");
      git.run("commit", "-q", "-m", "nothing");
      checkout.switchTo("trunk");
      sameStatus(checkout);
      assertThat(checkout.status().clean()).isTrue();
      Path twin = root.resolve("twin");
      git.run(
          "clone",
          "-q",
          "-c",
          "core.autocrlf=" + autocrlf,
          "-b",
          "trunk",
          folder.toString(),
          twin.toString());
      for (String name : folder.toFile().list((dir, name) -> !name.equals(".git"))) {
        assertThat(folder.resolve(name)).hasSameBinaryContentAs(twin.resolve(name));
      }
    }
  }

  @Test
  void submodulesAreSeenAndNeverFollowed() throws Exception {
    RealGit lib = RealGit.init(root.toRealPath().resolve("lib"), "trunk");
    Files.writeString(lib.folder().resolve("x"), "1");
    lib.run("add", "-A");
    lib.run("commit", "-q", "-m", "lib");
    git.write("a", "1");
    git.run(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        lib.folder().toString(),
        "sub");
    commit();
    git.run("branch", "other", "HEAD");
    try (Checkout checkout = open()) {
      sameStatus(checkout);
      RealGit inner = new RealGit(folder.resolve("sub"));
      inner.run("config", "user.name", "x");
      inner.run("config", "user.email", "x@y");
      inner.run("commit", "-q", "--allow-empty", "-m", "moved");
      sameStatus(checkout);
      assertThat(checkout.status().unstaged()).extracting(PathChange::path).containsExactly("sub");
      checkout.stage("sub");
      Commit made = checkout.commit(CreateCommit.of("moved"));
      assertThat(git.run("rev-parse", made.hash() + ":sub"))
          .isEqualTo(inner.run("rev-parse", "HEAD"));
      sameStatus(checkout);
    }
    Path clone = root.resolve("clone");
    git.run("clone", "-q", "--no-checkout", folder.toString(), clone.toString());
    try (Checkout checkout = Checkout.open(Workspace.at(root), clone)) {
      RealGit cloned = new RealGit(clone.toRealPath());
      cloned.run("config", "user.name", "x");
      cloned.run("config", "user.email", "x@y");
      cloned.run("read-tree", "--empty");
      cloned.run(
          "update-ref",
          "--no-deref",
          "HEAD",
          cloned.run("commit-tree", "-m", "x", cloned.run("write-tree")));
      checkout.branches().create("local", "origin/other");
      checkout.switchTo("local");
      assertThat(clone.resolve("sub")).isEmptyDirectory();
      assertThat(cloned.run("status", "--porcelain")).isEmpty();
      assertThat(checkout.status().clean()).isTrue();
      Files.createDirectories(clone.resolve("nested"));
      RealGit nested = RealGit.init(clone.toRealPath().resolve("nested"), "x");
      nested.run("commit", "-q", "--allow-empty", "-m", "n");
      assertThat(checkout.status().untracked()).containsExactly("nested/");
      checkout.stageAll();
      assertThat(checkout.status().staged()).isEmpty();
    }
  }

  @Test
  void aShallowCloneCommitsAndShowsWhatItHas() throws Exception {
    for (int i = 0; i < 4; i++) {
      git.write("a", "version " + i + "\n");
      commit();
    }
    Path clone = root.toRealPath().resolve("shallow");
    git.run("clone", "-q", "--depth", "2", "file://" + folder, clone.toString());
    RealGit shallow = new RealGit(clone);
    shallow.run("config", "user.name", "x");
    shallow.run("config", "user.email", "x@y");
    try (Checkout checkout = Checkout.open(Workspace.at(root), clone)) {
      Files.writeString(clone.resolve("a"), "mine\n");
      checkout.stage("a");
      checkout.commit(CreateCommit.of("mine"));
      assertThat(checkout.log(Log.head())).hasSize(3);
      assertThat(checkout.show("HEAD~2").patch().files()).hasSize(1);
      assertThat(checkout.blame("HEAD", "a")).hasSize(1);
      shallow.requireSoundAndClean();
      shallow.run("push", "-q", "origin", "HEAD:refs/heads/from-shallow");
      assertThat(git.run("rev-list", "--count", "from-shallow")).isEqualTo("5");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.version=4",
        "core.filemode=false",
        "core.symlinks=false",
        "core.untrackedCache=true",
        "extensions.worktreeConfig=true",
        "core.checkStat=minimal"
      })
  void settingsOfTheRepositoryCount(String setting) throws Exception {
    git.write("sh", "x");
    assertThat(folder.resolve("sh").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(folder.resolve("link"), Path.of("sh"));
    commit();
    git.run(
        "config",
        setting.substring(0, setting.indexOf('=')),
        setting.substring(setting.indexOf('=') + 1));
    git.run("rm", "-r", "-q", "--cached", ".");
    git.run("reset", "-q", "--hard");
    git.run("status");
    git.run("update-index", "--force-write-index");
    try (Checkout checkout = open()) {
      sameStatus(checkout);
      assertThat(folder.resolve("sh").toFile().setExecutable(false)).isTrue();
      sameStatus(checkout);
      git.write("new", "new");
      checkout.stageAll();
      checkout.commit(CreateCommit.of("by us"));
      sameStatus(checkout);
      git.run("fsck", "--strict");
    }
  }

  @Test
  void aSecondWorktreeIsAWorkingCopyToo() throws Exception {
    git.write("a", "1");
    commit();
    git.run(
        "worktree",
        "add",
        "-q",
        "-b",
        "second",
        root.toRealPath().resolve("second").toString());
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("second"))) {
      assertThat(checkout.status().branch()).isEqualTo("second");
      Files.writeString(root.resolve("second/b"), "b");
      checkout.stageAll();
      checkout.commit(CreateCommit.of("second"));
      assertThat(git.run("log", "-1", "--format=%s", "second")).isEqualTo("second");
      new RealGit(root.toRealPath().resolve("second")).requireSoundAndClean();
      git.requireSoundAndClean();
    }
  }

  @Test
  void aBareRepositoryHasHistoryAlone() throws Exception {
    git.write("a", "1");
    commit();
    git.run("clone", "-q", "--bare", folder.toString(), root.resolve("bare.git").toString());
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("bare.git"))) {
      assertThat(checkout.log(Log.head())).hasSize(1);
      assertThat(checkout.show("HEAD").patch().files()).hasSize(1);
      assertThatExceptionOfType(CheckoutUnusableException.class)
          .isThrownBy(checkout::status)
          .withMessageContaining("bare");
      assertThatExceptionOfType(CheckoutUnusableException.class)
          .isThrownBy(() -> checkout.switchTo("trunk"));
    }
  }

  @Test
  void aLargeFileIsTheSameAfterwards() throws Exception {
    byte[] block = new byte[1 << 20];
    new Random(3).nextBytes(block);
    Path large = folder.resolve("large");
    try (var out = Files.newOutputStream(large)) {
      for (int i = 0; i < 30; i++) {
        block[0] = (byte) i;
        out.write(block);
      }
    }
    byte[] before = digest(large);
    try (Checkout checkout = open()) {
      checkout.stageAll();
      checkout.commit(CreateCommit.of("large"));
      git.requireSoundAndClean();
      git.run("switch", "-q", "--orphan", "none");
      commit();
      checkout.switchTo("trunk");
      assertThat(digest(large)).isEqualTo(before);
      try (InputStream in = checkout.file("HEAD", "large").stream()) {
        assertThat(in.readNBytes(1)).isEqualTo(new byte[] {0});
      }
      assertThat(checkout.diff(Diff.between("none", "trunk")).files()).allMatch(FileDiff::binary);
    }
  }

  private static byte[] digest(Path file) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return digest.digest();
  }

  @Test
  void messagesAreCleanedAsGitCleansThem() throws Exception {
    for (String message : List.of(
        "plain",
        "\n\n  subject  \n\n\n\nbody\t\n\n",
        "with\r\nbreaks\r\n",
        "# not a comment\n\nx",
        "\u00fc\n\n- a\n- b\n")) {
      try (Checkout checkout = open()) {
        checkout.commit(CreateCommit.of(message).withAllowEmpty(true));
      }
      byte[] ours = git.bytes("cat-file", "commit", "HEAD");
      git.run("commit", "-q", "--allow-empty", "-m", message.replace("\r\n", "\n"));
      byte[] theirs = git.bytes("cat-file", "commit", "HEAD");
      assertThat(body(ours)).isEqualTo(body(theirs));
    }
  }

  private static String body(byte[] commit) {
    String text = new String(commit, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\n\n"));
  }
}
