package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Person;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories whose settings or folders would lead out of the workspace, or run a program. */
class FenceTest {

  @TempDir
  Path temp;

  private Path root;
  private Path outside;
  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    root = Files.createDirectories(temp.toRealPath().resolve("root"));
    outside = Files.createDirectories(temp.toRealPath().resolve("outside"));
    git = RealGit.init(root.resolve("work"), "trunk");
    Files.writeString(git.folder().resolve("a"), "one\n");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "one");
  }

  private Checkout open() {
    return Checkout.open(Workspace.at(root), Path.of("work"));
  }

  private void refusesToOpen() {
    assertThatExceptionOfType(PathRefusedException.class).isThrownBy(this::open);
  }

  @Test
  void noProgramIsRun() throws Exception {
    Path spy = outside.resolve("spy.sh");
    Path ran = outside.resolve("ran");
    Files.writeString(spy, "#!/bin/sh\necho \"$0 $@\" >> " + ran + "\ncat\n");
    Files.setPosixFilePermissions(spy, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String hook : new String[] {
      "pre-commit",
      "prepare-commit-msg",
      "commit-msg",
      "post-commit",
      "post-checkout",
      "pre-rebase",
      "post-merge",
      "pre-merge-commit",
      "post-rewrite",
      "post-index-change",
      "reference-transaction"
    }) {
      Files.copy(spy, git.folder().resolve(".git/hooks/" + hook));
    }
    for (String[] set : new String[][] {
      {"filter.spy.clean", spy.toString()},
      {"filter.spy.smudge", spy.toString()},
      {"filter.spy.required", "true"},
      {"filter.spy.process", spy.toString()},
      {"diff.spy.textconv", spy.toString()},
      {"diff.spy.command", spy.toString()},
      {"diff.external", spy.toString()},
      {"merge.spy.driver", spy.toString()},
      {"core.fsmonitor", spy.toString()},
      {"core.hooksPath", outside.toString()},
      {"core.editor", spy.toString()},
      {"core.pager", spy.toString()},
      {"gpg.program", spy.toString()},
      {"commit.gpgSign", "true"},
      {"tag.gpgSign", "true"}
    }) {
      git.run("config", set[0], set[1]);
    }
    Files.writeString(git.folder().resolve(".gitattributes"), "* filter=spy diff=spy merge=spy\n");
    Files.delete(ranBySetUp(ran));
    try (Checkout checkout = open()) {
      Files.writeString(git.folder().resolve("a"), "two\n");
      checkout.status();
      checkout.diff(Diff.uncommitted());
      checkout.stageAll();
      checkout.commit(CreateCommit.of("two"));
      checkout.tags().create(CreateTag.named("v1").withMessage("x"));
      checkout.branches().create("side", "HEAD~");
      checkout.switchTo("side");
      Files.writeString(git.folder().resolve("b"), "b\n");
      checkout.stage("b");
      checkout.commit(CreateCommit.of("side"));
      checkout.merge(Merge.of("trunk"));
      checkout.switchTo("trunk");
      checkout.merge(Merge.of("side").withHow(Merge.How.REBASE));
      checkout.diff(Diff.between("HEAD~", "HEAD"));
      checkout.notes().add("HEAD", "x");
      checkout.blame("HEAD", "a");
    }
    assertThat(ran).doesNotExist();
    assertThat(git.folder().resolve("a")).hasContent("two\n");
    assertThat(git.folder().resolve(".git/config")).content().contains("spy.sh", "filter \"spy\"");
  }

  private static Path ranBySetUp(Path ran) throws IOException {
    return Files.exists(ran) ? ran : Files.writeString(ran, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objects",
        "refs",
        "refs/heads",
        "index",
        "config",
        "logs",
        "info",
        "packed-refs",
        "HEAD"
      })
  void nothingOfGitsIsOutside(String name) throws Exception {
    Path there = git.folder().resolve(".git").resolve(name);
    Path away = outside.resolve(name.replace('/', '_'));
    try (Checkout checkout = open()) {
      if (Files.exists(there)) {
        Files.move(there, away);
      } else {
        Files.writeString(away, "");
      }
      Files.createSymbolicLink(there, away);
      assertThatExceptionOfType(PathRefusedException.class)
          .isThrownBy(() -> checkout.commit(CreateCommit.of("x").withAllowEmpty(true)));
    }
    refusesToOpen();
  }

  @Test
  void gitsFolderIsNotElsewhere() throws Exception {
    Path moved = outside.resolve("moved");
    Files.move(git.folder().resolve(".git"), moved);
    Files.createSymbolicLink(git.folder().resolve(".git"), moved);
    refusesToOpen();
    Files.delete(git.folder().resolve(".git"));
    Files.writeString(git.folder().resolve(".git"), "gitdir: " + moved + "\n");
    refusesToOpen();
    Files.writeString(git.folder().resolve(".git"), "gitdir: ../../outside/moved\n");
    refusesToOpen();
  }

  @Test
  void objectsAreNotBorrowedFromOutside() throws Exception {
    RealGit other = RealGit.init(outside.resolve("other"), "trunk");
    Path alternates = git.folder().resolve(".git/objects/info/alternates");
    Files.writeString(alternates, other.folder().resolve(".git/objects") + "\n");
    refusesToOpen();
    Files.writeString(alternates, "../../../inside/.git/objects\n");
    RealGit.init(root.resolve("inside"), "trunk");
    try (Checkout checkout = open()) {
      assertThat(checkout.status().clean()).isTrue();
    }
  }

  @Test
  void settingsDoNotMoveTheFilesElsewhere() throws Exception {
    git.run("config", "core.worktree", outside.toString());
    Files.writeString(
        outside.resolve("include"), "[user]\n\tname = Outside\n\temail = o@example.org\n");
    git.run("config", "include.path", outside.resolve("include").toString());
    try (Checkout checkout = open()) {
      assertThat(checkout.status().clean()).isTrue();
      Files.writeString(git.folder().resolve("b"), "b");
      checkout.stageAll();
      assertThat(checkout.commit(CreateCommit.of("b")).author().name()).isEqualTo("Git");
    }
    assertThat(outside.toFile().list()).containsExactly("include");
  }

  @Test
  void settingsElsewhereAreNotRead() throws Exception {
    Path other = Files.writeString(outside.resolve("include"), "[broken");
    Path own = git.folder().resolve(".git/config");
    Files.writeString(
        own, Files.readString(own) + "[include]\n\tpath = \"" + other + "\"\n\tpath = link\n");
    Files.createSymbolicLink(git.folder().resolve(".git/link"), other);
    try (Checkout checkout = open()) {
      assertThat(checkout.status().branch()).isEqualTo("trunk");
    }
  }

  private Path tables(String name) throws Exception {
    Path folder = root.resolve(name);
    try (FileRepository made = new FileRepository(folder.resolve(".git").toFile())) {
      made.create();
      made.convertRefStorage("reftable", false, false);
      made.updateRef("HEAD").link("refs/heads/trunk");
    }
    return folder;
  }

  @Test
  void settingsElsewhereAreNotReadForTablesOfRefsEither() throws Exception {
    Path folder = tables("tables");
    try (Checkout checkout = Checkout.open(Workspace.at(root), folder)) {
      Files.writeString(folder.resolve("a"), "a");
      checkout.stageAll();
      checkout.commit(CreateCommit.of("a").withCommitter(new Person("Ann", "a@example.org")));
      assertThat(checkout.branches().list()).hasSize(1);
    }
    assertThat(folder.resolve(".git/refs/heads")).isRegularFile(); // no ref is in it
    Path other = tables("other");
    Path own = other.resolve(".git/config");
    Files.writeString(own, Files.readString(own) + "[include]\n\tpath = /dev/zero\n");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> Checkout.open(Workspace.at(root), other))
        .withMessageContaining("include");
  }

  @Test
  void nothingIsStagedThroughALink() throws Exception {
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(git.folder().resolve("away"), outside);
    Files.createDirectories(git.folder().resolve("sub"));
    Files.createSymbolicLink(git.folder().resolve("sub/.gitignore"), outside.resolve("secret"));
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> checkout.stage("away/secret"));
      checkout.stageAll();
      checkout.commit(CreateCommit.of("links"));
    }
    assertThat(git.lines("ls-tree", "-r", "HEAD"))
        .filteredOn(line -> line.startsWith("120000"))
        .hasSize(2);
    assertThat(git.lines("ls-tree", "-r", "--name-only", "HEAD")).doesNotContain("away/secret");
    git.requireSoundAndClean();
  }

  @Test
  void aFolderThatBecomesALinkIsNotReadThrough() throws Exception {
    Files.createDirectories(git.folder().resolve("d"));
    Files.writeString(git.folder().resolve("d/f"), "inside");
    Files.writeString(outside.resolve("f"), "secret");
    FileTreeIterator.FileModeStrategy modes = FileTreeIterator.DefaultFileModeStrategy.INSTANCE;
    FS fenced = FencedFiles.on(FS.DETECTED, false);
    var listed = fenced.list(git.folder().resolve("d").toFile(), modes)[0];
    try (InputStream in = listed.openInputStream()) {
      assertThat(in).hasContent("inside");
    }
    Files.move(git.folder().resolve("d"), git.folder().resolve("moved"));
    Files.createSymbolicLink(git.folder().resolve("d"), outside);
    assertThatExceptionOfType(PathRefusedException.class).isThrownBy(listed::openInputStream);
    var file = fenced.list(git.folder().resolve("moved").toFile(), modes)[0];
    Files.delete(git.folder().resolve("moved/f"));
    Files.createSymbolicLink(git.folder().resolve("moved/f"), outside.resolve("f"));
    assertThatExceptionOfType(IOException.class).isThrownBy(file::openInputStream);
  }

  @Test
  void aHeldFolderIsWrittenToWhereverItsNameLeads() throws Exception {
    Files.createDirectories(git.folder().resolve("d"));
    try (FolderChain chain = new FolderChain(git.folder(), git.folder().resolve(".git"))) {
      HeldFolder held = Objects.requireNonNull(chain.parentOf("d/x", true));
      Files.move(git.folder().resolve("d"), git.folder().resolve("moved"));
      Files.createSymbolicLink(git.folder().resolve("d"), outside);
      held.create("x", false).close();
      assertThat(git.folder().resolve("moved/x")).exists();
      assertThatExceptionOfType(PathRefusedException.class)
          .isThrownBy(() -> chain.parentOf("a", true).child("d", chain.workshop()));
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void anotherProcessAtWorkIsTold() throws Exception {
    Files.writeString(git.folder().resolve(".git/index.lock"), "");
    try (Checkout checkout = open()) {
      Files.writeString(git.folder().resolve("a"), "changed");
      assertThat(checkout.status().unstaged()).hasSize(1);
      assertThatExceptionOfType(CheckoutUnusableException.class)
          .isThrownBy(() -> checkout.stage("a"))
          .withMessageContaining("index.lock");
    }
  }

  @Test
  void anIndexThatIsNoIndexIsTold() throws Exception {
    Files.writeString(git.folder().resolve(".git/index"), "not an index at all, is it?");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(CheckoutUnusableException.class).isThrownBy(checkout::status);
    }
  }

  /** What one repository borrows from may borrow itself, and JGit knows no comments. */
  @Test
  void objectsAreNotBorrowedFromOutsideInARoundaboutWay() throws Exception {
    RealGit other = RealGit.init(outside.resolve("other"), "trunk");
    RealGit inside = RealGit.init(root.resolve("inside"), "trunk");
    Path alternates = git.folder().resolve(".git/objects/info/alternates");
    Files.writeString(alternates, "../../../inside/.git/objects\n");
    Path theirs = inside.folder().resolve(".git/objects/info/alternates");
    Files.writeString(theirs, other.folder().resolve(".git/objects") + "\n");
    refusesToOpen();
    Files.writeString(theirs, "../../../work/.git/objects\n");
    try (Checkout checkout = open()) {
      assertThat(checkout.status().clean()).isTrue();
    }
    Files.createDirectory(git.folder().resolve(".git/objects/#"));
    Files.writeString(alternates, "#/../../../../../outside/other/.git/objects\n");
    refusesToOpen();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"logs/refs/heads/trunk", "refs/heads/x", "objects/aa", "objects/pack/x.pack"})
  void noLinkOfGitsLeadsOut(String name) throws Exception {
    Path there = git.folder().resolve(".git").resolve(name);
    Files.deleteIfExists(there);
    Files.createSymbolicLink(there, outside);
    refusesToOpen();
  }

  @Test
  void aLogIsNotWrittenThroughALink() throws Exception {
    Path log = git.folder().resolve(".git/logs/refs/heads/trunk");
    Path script = Files.writeString(outside.resolve("script"), "");
    try (Checkout checkout = open()) {
      Files.delete(log);
      Files.createSymbolicLink(log, script);
      assertThatExceptionOfType(PathRefusedException.class)
          .isThrownBy(() -> checkout.commit(CreateCommit.of("; x").withAllowEmpty(true)));
    }
    assertThat(script).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../evil", "refs/heads/../../../../evil", "hooks/pre-commit", "refs/heads/.git"
      })
  void headIsOnABranchAndOnNoOtherFile(String target) throws Exception {
    Files.writeString(git.folder().resolve(".git/HEAD"), "ref: " + target + "\n");
    try (Checkout checkout = open()) {
      Files.writeString(git.folder().resolve("a"), "two\n");
      checkout.stageAll();
      assertThatExceptionOfType(PathRefusedException.class)
          .isThrownBy(() -> checkout.commit(CreateCommit.of("x")));
    }
    assertThat(root.resolve("evil")).doesNotExist();
    assertThat(git.folder().resolve(".git/hooks/pre-commit")).doesNotExist();
  }

  /** Cookies of a file go to whatever remote, and come from it. */
  @Test
  void settingsAddNothingToRequests() throws Exception {
    Path cookies = outside.resolve("cookies");
    String cookie = "127.0.0.1\tFALSE\t/\tFALSE\t4102444800\tcookie\tsecret\n";
    Files.writeString(cookies, cookie);
    for (String[] set : new String[][] {
      {"http.cookieFile", cookies.toString()},
      {"http.saveCookies", "true"},
      {"http.extraHeader", "X-Spy: spy"},
      {"http.userAgent", "spy"},
      {"http.http://127.0.0.1.extraHeader", "X-Spy: spy"},
      {"url.http://127.0.0.1:1/.insteadOf", "http://127.0.0.1"}
    }) {
      git.run("config", set[0], set[1]);
    }
    try (TinyGitServer server = new TinyGitServer(temp.resolve("bare"))) {
      GitRemote remote = GitRemote.at(server.url());
      remote.push(git.folder(), "trunk");
      remote.fetch(git.folder(), Fetch.usual());
      assertThat(server.requests())
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request)
              .doesNotContainIgnoringCase("cookie")
              .doesNotContainIgnoringCase("spy"));
    }
    assertThat(cookies).hasContent(cookie.strip());
  }

  @Test
  void anIndexOfMoreFilesThanItHasRoomForIsTold() throws Exception {
    for (int count : new int[] {Integer.MAX_VALUE, -1, 1}) {
      byte[] index = java.nio.ByteBuffer.allocate(40)
          .put("DIRC".getBytes(StandardCharsets.US_ASCII))
          .putInt(2)
          .putInt(count)
          .array();
      Files.write(git.folder().resolve(".git/index"), index);
      try (Checkout checkout = open()) {
        assertThatExceptionOfType(CheckoutUnusableException.class).isThrownBy(checkout::status);
      }
    }
  }

  /** JGit tries every way to part a name among the asterisks; there are more than years. */
  @ParameterizedTest
  @ValueSource(strings = {".gitignore", ".git/info/exclude", "sub/.gitattributes", "x/.gitignore"})
  void patternsThatTakeYearsAreRefused(String file) throws Exception {
    git.write("sub/" + "a".repeat(200), "x");
    git.write(file, "# *a*a*a*a*a*a is a comment\n" + "*a".repeat(30) + "b text\n");
    assertThatExceptionOfType(PathRefusedException.class).isThrownBy(() -> {
      try (Checkout checkout = open()) {
        checkout.status();
        checkout.stageAll();
      }
    });
    git.write(file, "# *a*a*a*a*a*a is a comment\n*a*/**/*.*.*~\n");
    try (Checkout checkout = open()) {
      checkout.stageAll();
      assertThat(checkout.status().unstaged()).isEmpty();
    }
  }

  @Test
  void aCloneWithPatternsThatTakeYearsIsRefused() throws Exception {
    git.write("a".repeat(200), "x");
    git.write(".gitattributes", "*a".repeat(30) + "b eol=crlf\n");
    git.run("add", "-A");
    git.run("commit", "-qm", "x");
    Path clone = root.resolve("clone");
    assertThatExceptionOfType(PathRefusedException.class)
        .isThrownBy(
            () -> GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE).cloneInto(clone));
    assertThat(clone).doesNotExist();
  }
}
