package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clone has in it, beside what the git binary makes of the same remote. */
@Timeout(30)
class CloningTest {

  @TempDir
  Path folder;

  private WireFixture fixture;
  private Path ours;
  private RealGit real;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
    ours = folder.resolve("ours");
    real = new RealGit(folder);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private void assertSame(Clone request, String... options) throws Exception {
    fixture.remote.cloneInto(ours, request);
    Path theirs = folder.resolve("theirs");
    real.run(Stream.concat(
            Stream.of("clone", "-q"),
            Stream.concat(
                Stream.of(options), Stream.of(fixture.server.url().toString(), theirs.toString())))
        .toArray(String[]::new));
    RealGit mine = new RealGit(ours);
    RealGit git = new RealGit(theirs);
    for (List<String> question : List.of(
        List.of("for-each-ref", "--format=%(refname) %(objectname) %(symref)"),
        List.of("rev-parse", "HEAD"),
        List.of("rev-parse", "--abbrev-ref", "HEAD"),
        List.of("rev-list", "--all", "--count"),
        List.of("rev-parse", "--is-shallow-repository"),
        List.of("config", "--get-regexp", "^(remote.origin.fetch|branch)"))) {
      String[] words = question.toArray(String[]::new);
      assertThat(answer(mine, words)).as("%s", question).isEqualTo(answer(git, words));
    }
    assertThat(mine.run("fsck", "--strict")).isEmpty();
    if (!request.bare()) {
      assertThat(mine.run("status", "--porcelain")).isEqualTo(git.run("status", "--porcelain"));
    }
  }

  private static String answer(RealGit git, String... words) {
    try {
      return git.run(words);
    } catch (java.io.IOException failed) {
      return "failed";
    }
  }

  @Test
  void everything() throws Exception {
    assertSame(Clone.all());
    assertThat(ours.resolve("a.txt")).hasContent("second");
    assertThat(ours.resolve("b/c.bin")).hasBinaryContent(WireFixture.noise(200_000));
  }

  @Test
  void oneBranch() throws Exception {
    assertSame(Clone.branch("side").withSingleBranch(), "--single-branch", "-b", "side");
  }

  @Test
  void theDefaultBranchAlone() throws Exception {
    assertSame(Clone.all().withSingleBranch(), "--single-branch");
  }

  @Test
  void anotherBranch() throws Exception {
    assertSame(Clone.branch("side"), "-b", "side");
  }

  @Test
  void aTag() throws Exception {
    assertSame(Clone.branch("v1"), "-b", "v1");
  }

  @Test
  void oneTagAlone() throws Exception {
    assertSame(Clone.branch("v1").withSingleBranch(), "--single-branch", "-b", "v1");
  }

  @Test
  void theLastCommit() throws Exception {
    assertSame(Clone.all().withDepth(1).withoutTags(), "--depth=1", "--no-tags");
  }

  @Test
  void bare() throws Exception {
    assertSame(Clone.all().withBare(), "--bare");
    assertThat(ours.resolve("HEAD")).isRegularFile();
  }

  @Test
  void withoutFiles() throws Exception {
    fixture.remote.cloneInto(ours, Clone.all().withoutCheckout());
    assertThat(ours.toFile().list()).containsExactly(".git");
    assertThat(new RealGit(ours).run("rev-parse", "HEAD")).isEqualTo(fixture.served("HEAD"));
  }

  @Test
  void anEmptyRepoHasTheStoresDefaultBranch() throws Exception {
    try (TinyGitServer empty = new TinyGitServer(folder.resolve("empty"))) {
      GitRemote.of(new TokenStore(empty.url()).repo("web")).cloneInto(ours);
      assertThat(ours.resolve(".git/HEAD")).hasContent("ref: refs/heads/trunk");
      WireFixture.commit(ours, "x", new byte[] {1});
      GitRemote.at(empty.url()).push(ours, Push.of("HEAD"));
      assertThat(GitRemote.at(empty.url()).refs()).containsKey("refs/heads/trunk");
    }
  }

  @Test
  void aBranchThatIsNotThere() {
    assertThatExceptionOfType(RemoteNotFoundException.class)
        .isThrownBy(() -> fixture.remote.cloneInto(ours, Clone.branch("nope")))
        .withMessageContaining("'nope'");
    assertThat(ours).doesNotExist();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Clone.branch("--upload-pack=x..y"));
  }

  @Test
  void aShallowClonePushesAndBecomesWhole() throws Exception {
    fixture.remote.cloneInto(ours, Clone.shallow(1));
    RealGit mine = new RealGit(ours);
    assertThat(mine.run("rev-list", "--count", "HEAD")).isEqualTo("1");
    String pushed = WireFixture.commit(ours, "x", new byte[] {1});
    fixture.remote.push(ours, Push.of("trunk"));
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(pushed);
    fixture.remote.fetch(ours, Fetch.usual().withDepth(Fetch.WHOLE_HISTORY));
    assertThat(mine.run("rev-list", "--count", "HEAD")).isEqualTo("4");
    assertThat(mine.run("rev-parse", "--is-shallow-repository")).isEqualTo("false");
  }

  @Test
  void threeRequestsAndNoMore() {
    int before = fixture.server.authorizations().size();
    fixture.remote.cloneInto(ours);
    assertThat(fixture.server.authorizations().subList(before, before + 3))
        .containsOnly("Bearer art_v1_" + TokenStore.CANARY + "10001?expires=1");
    assertThat(fixture.server.authorizations()).hasSize(before + 3);
  }

  @Test
  void theHelperIsWrittenForThisRemoteAlone() throws Exception {
    fixture.remote.cloneInto(ours, Clone.all().withCredentialHelper("!repostore credential"));
    RealGit mine = new RealGit(ours);
    assertThat(mine.lines(
            "config",
            "--local",
            "--get-urlmatch",
            "credential.helper",
            fixture.wire.url().toString()))
        .containsExactly("!repostore credential");
    assertThat(answer(
            mine,
            "config",
            "--local",
            "--get-urlmatch",
            "credential.helper",
            "https://elsewhere.example"))
        .isEqualTo("failed");
    assertThat(WireFixture.anyContains(ours, TokenStore.CANARY)).isFalse();
  }

  /** What git calls its own folder, in each disguise, and links that lead out. */
  @ParameterizedTest
  @ValueSource(strings = {".git", ".GIT", ".g\u200cit", "git~1", "..", "."})
  void aTreeThatWouldHarmIsNotCheckedOut(String name) throws Exception {
    Repository bare = fixture.server.repository();
    try (ObjectInserter inserter = bare.newObjectInserter()) {
      TreeFormatter inner = new TreeFormatter();
      inner.append(
          "hooks", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {1}));
      TreeFormatter tree = new TreeFormatter();
      tree.append(
          name.getBytes(StandardCharsets.UTF_8),
          0,
          name.getBytes(StandardCharsets.UTF_8).length,
          FileMode.TREE,
          inserter.insert(inner),
          true);
      commit(bare, inserter, inserter.insert(tree));
    }
    Throwable failed = catchThrowable(() -> fixture.remote.cloneInto(ours, Clone.branch("trap")));
    assertThat(failed).isInstanceOf(PathRefusedException.class);
    assertThat(ours).doesNotExist();
  }

  /** The folder is the root: the caller named it, and the repo cannot lead out of it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsWrittenOutsideTheFolder(boolean behindALink) throws Exception {
    Path outside = Files.createDirectories(folder.toRealPath().resolve("outside"));
    Path into = ours;
    if (behindALink) {
      into = Files.createSymbolicLink(
          folder.resolve("name"), Files.createDirectories(folder.resolve("real")));
    }
    link("d", outside, false);
    fixture.remote.cloneInto(into, Clone.branch("trap"));
    assertThat(Files.readSymbolicLink(into.resolve("d"))).isEqualTo(outside);
    assertThat(outside).isEmptyDirectory();
    link("d", outside, true);
    Path second = folder.resolve("second");
    assertThat(catchThrowable(() -> fixture.remote.cloneInto(second, Clone.branch("trap"))))
        .isInstanceOf(PathRefusedException.class);
    assertThat(outside).isEmptyDirectory();
    assertThat(second).doesNotExist();
    assertThat(fixture.store.alive()).isEmpty();
  }

  /** A link that leads out and, where {@code twice}, a folder of its name with a file in it. */
  private void link(String name, Path target, boolean twice) throws Exception {
    Repository bare = fixture.server.repository();
    try (ObjectInserter inserter = bare.newObjectInserter()) {
      byte[] to = target.toString().getBytes(StandardCharsets.UTF_8);
      TreeFormatter tree = new TreeFormatter();
      tree.append(name, FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, to));
      if (twice) {
        TreeFormatter inner = new TreeFormatter();
        inner.append("evil", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, to));
        tree.append(name, FileMode.TREE, inserter.insert(inner));
      }
      commit(bare, inserter, inserter.insert(tree));
    }
  }

  private static void commit(Repository bare, ObjectInserter inserter, ObjectId tree)
      throws Exception {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setAuthor(new PersonIdent("E", "e@example.org"));
    commit.setCommitter(new PersonIdent("E", "e@example.org"));
    commit.setMessage("trap");
    ObjectId id = inserter.insert(commit);
    inserter.flush();
    var update = bare.updateRef("refs/heads/trap");
    update.setNewObjectId(id);
    update.forceUpdate();
  }

  @Test
  void modesLinksAndOddNames() throws Exception {
    Repository bare = fixture.server.repository();
    try (ObjectInserter inserter = bare.newObjectInserter()) {
      DirCache index = DirCache.newInCore();
      var builder = index.builder();
      String[][] files = {
        {"run me.sh", "x"},
        {"link", "l"},
        {"ünï/çødé 文.txt", "f"},
        {"crlf.txt", "f"},
        {"z-sub", "s"}
      };
      for (String[] file : files) {
        DirCacheEntry entry = new DirCacheEntry(file[0]);
        entry.setFileMode(
            switch (file[1]) {
              case "x" -> FileMode.EXECUTABLE_FILE;
              case "l" -> FileMode.SYMLINK;
              case "s" -> FileMode.GITLINK;
              default -> FileMode.REGULAR_FILE;
            });
        entry.setObjectId(
            file[1].equals("s")
                ? ObjectId.fromString("1234567890123456789012345678901234567890")
                : inserter.insert(Constants.OBJ_BLOB, "crlf.txt".getBytes(StandardCharsets.UTF_8)));
        builder.add(entry);
      }
      builder.finish();
      commit(bare, inserter, index.writeTree(inserter));
    }
    assertSame(Clone.branch("trap").withSingleBranch(), "--single-branch", "-b", "trap");
    assertThat(Files.readSymbolicLink(ours.resolve("link"))).isEqualTo(Path.of("crlf.txt"));
    assertThat(ours.resolve("run me.sh")).isExecutable();
    assertThat(ours.resolve("z-sub")).isEmptyDirectory();
    assertThat(ours.toFile().list())
        .containsExactlyInAnyOrder(folder.resolve("theirs").toFile().list());
  }

  @Test
  void fetchTellsWhatChanged() throws Exception {
    fixture.remote.cloneInto(ours);
    fixture.commit("new", new byte[] {2});
    try (Git git = Git.open(fixture.work.toFile())) {
      git.branchCreate().setName("fresh").call();
    }
    fixture.remote.push(
        fixture.work, Push.of("trunk", "fresh", "trunk:refs/notes/x").and(":side"));
    assertThat(fixture.remote.fetch(ours, Fetch.usual().withNotes().pruning()))
        .extracting(FetchedRef::ref, FetchedRef::change)
        .containsExactlyInAnyOrder(
            tuple("refs/remotes/origin/trunk", FetchedRef.Change.FORWARD),
            tuple("refs/remotes/origin/fresh", FetchedRef.Change.NEW),
            tuple("refs/remotes/origin/side", FetchedRef.Change.DELETED),
            tuple("refs/notes/x", FetchedRef.Change.NEW));
    assertThat(fixture.remote.fetch(ours, Fetch.usual())).isEmpty();
  }

  @Test
  void aBranchThatTheRemoteHasNoMoreIsNotPulled() throws Exception {
    Workspace here = Workspace.at(folder);
    try (Checkout checkout = Checkout.clone(fixture.remote, here, ours, Clone.branch("side"))) {
      fixture.remote.push(fixture.work, Push.delete("side"));

      assertThatExceptionOfType(RevisionNotFoundException.class)
          .isThrownBy(() -> checkout.pull(fixture.remote))
          .withMessageContaining("'origin/side' to pull: the remote has no such branch");
    }
  }

  @Test
  void aBranchThatTheRemoteHasNotIsNotPulled() throws Exception {
    Workspace here = Workspace.at(folder);
    try (Checkout checkout = Checkout.clone(fixture.remote, here, ours, Clone.branch("trunk"))) {
      checkout.branches().create("mine", "HEAD");
      checkout.switchTo("mine");
      assertThatExceptionOfType(RevisionNotFoundException.class)
          .isThrownBy(() -> checkout.pull(fixture.remote))
          .withMessageContaining("Push this branch first")
          .satisfies(e -> assertThat(e.revision()).isEqualTo("origin/mine"));
    }
  }

  @Test
  void pullsGoForwardUnlessToldOtherwise() throws Exception {
    Workspace workspace = Workspace.at(folder);
    try (Checkout checkout = Checkout.clone(fixture.remote, workspace, ours, Clone.all())) {
      String theirs = fixture.commit("new", new byte[] {2});
      fixture.remote.push(fixture.work, "trunk");
      assertThat(checkout.pull(fixture.remote).head()).isEqualTo(theirs);
      assertThat(ours.resolve("new")).hasBinaryContent(new byte[] {2});
      fixture.commit("newer", new byte[] {3});
      fixture.remote.push(fixture.work, "trunk");
      WireFixture.commit(ours, "mine", new byte[] {4});
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.pull(fixture.remote));
      checkout.pull(
          fixture.remote, Pull.rebasing().withCommitter(new Person("A", "a@example.org")));
      assertThat(checkout.push(fixture.remote, Push.of("HEAD")).good()).isTrue();
      checkout.detachAt("HEAD");
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.pull(fixture.remote));
    }
    assertThat(fixture.store.alive()).isEmpty();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  /** Git makes such clones; what a difference is to may be a file that was left out. */
  @Test
  void whereFilesWereLeftOutWhatIsFetchedIsWhole() throws Exception {
    StoredConfig config = fixture.server.repository().getConfig();
    config.setBoolean("uploadpack", null, "allowFilter", true);
    config.save();
    RealGit here = new RealGit(folder);
    here.run(
        "clone",
        "-q",
        "--no-checkout",
        "--filter=blob:none",
        fixture.server.url().toString(),
        "p");
    byte[] changed = WireFixture.noise(200_000);
    changed[1000]++;
    String tip = fixture.commit("b/c.bin", changed);
    GitRemote server = GitRemote.at(fixture.server.url());
    server.push(fixture.work, "trunk");
    Path clone = folder.resolve("p");
    server.fetch(clone, Fetch.of("+refs/heads/*:refs/remotes/origin/*"));
    assertThat(new RealGit(clone).run("rev-parse", "refs/remotes/origin/trunk")).isEqualTo(tip);
    assertThat(new RealGit(clone).bytes("cat-file", "blob", tip + ":b/c.bin")).isEqualTo(changed);
  }
}
