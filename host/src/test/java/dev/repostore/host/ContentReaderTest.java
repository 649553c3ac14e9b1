package dev.repostore.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import dev.repostore.StoreUnavailableException;
import dev.repostore.TreeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TagBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentReaderTest {

  private static final String NOWHERE = "0123456789012345678901234567890123456789";

  @TempDir
  Path temp;

  private GitFolder git;
  private ContentReader strict;
  private ContentReader live;

  @BeforeEach
  void open() throws IOException {
    git = GitFolder.create(temp.resolve("repo"));
    strict = new ContentReader(git.repo);
    live = new ContentReader(git.repo, true);
  }

  @AfterEach
  void close() {
    git.close();
  }

  @Test
  void anEmptyRepoHasNoCommits() {
    assertThat(strict.log(null, 50, 0)).isEmpty();
    assertThat(strict.log("HEAD", 50, 0)).isEmpty();
    assertThat(strict.file("main", "a")).isEmpty();
  }

  @Test
  void aCommitComesWithAllItSays() throws IOException {
    ObjectId tree = git.tree(Map.of("a", "1"));
    ObjectId root = git.commit("root\n", tree);
    ObjectId tip = git.commit("subject\n\nbody\n\n", tree, root);

    assertThat(strict.commit(tip.name().toUpperCase(java.util.Locale.ROOT)))
        .contains(new Commit(
            tip.name(),
            tree.name(),
            "subject\n\nbody\n",
            new Person("Ann", "ann@example.org"),
            new Person("Ann", "ann@example.org"),
            List.of(root.name()),
            Instant.ofEpochSecond(1_700_000_000),
            Instant.ofEpochSecond(1_700_000_000)));
    assertThat(strict.commit(tree.name())).isEmpty();
    assertThat(strict.commit(NOWHERE)).isEmpty();
  }

  @Test
  void aMessageIsReadInTheEncodingItNames() throws IOException {
    ObjectId tree = git.tree(Map.of());
    String raw = "tree " + tree.name() + "\nauthor J\u00fcrgen <j@x> 1 +0000\n"
        + "committer J\u00fcrgen <j@x> 2 +0000\nencoding ISO-8859-1\n\nsch\u00f6n\n";
    ObjectId id = git.insert(Constants.OBJ_COMMIT, raw.getBytes(ISO_8859_1));

    Commit commit = strict.commit(id.name()).orElseThrow();

    assertThat(commit.message()).isEqualTo("schön");
    assertThat(commit.author()).isEqualTo(new Person("Jürgen", "j@x"));
    assertThat(commit.committedAt()).isEqualTo(Instant.ofEpochSecond(2));
  }

  @Test
  void theLogFollowsFirstParentsNewestFirst() throws IOException {
    ObjectId tree = git.tree(Map.of("a", "1"));
    ObjectId side = git.commit("side", tree);
    List<String> line = new ArrayList<>();
    ObjectId tip = git.commit("0", tree);
    line.add(tip.name());
    for (int i = 1; i < 10; i++) {
      tip = git.commit("" + i, tree, tip, side);
      line.add(0, tip.name());
    }
    git.ref("refs/heads/main", tip);

    assertThat(strict.log(null, 50, 0)).extracting(Commit::hash).isEqualTo(line);
    assertThat(strict.log(null, 3, 2)).extracting(Commit::hash).isEqualTo(line.subList(2, 5));
    assertThat(strict.log(null, 5, 8)).extracting(Commit::hash).isEqualTo(line.subList(8, 10));
    assertThat(strict.log(null, 5, Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void theLogOfAShallowRepoEndsWhereItDoes() throws IOException {
    ObjectId tree = git.tree(Map.of());
    ObjectId tip = git.commit("tip", tree, ObjectId.fromString(NOWHERE));
    git.ref("refs/heads/main", tip);
    Files.writeString(git.folder().resolve("shallow"), tip.name() + "\n");

    assertThat(strict.log(null, 50, 0)).extracting(Commit::message).containsExactly("tip");
  }

  @Test
  void strictKnowsEveryNameOfACommit() throws IOException {
    ObjectId tip = namedEveryWay();

    for (String name : List.of(
        "main",
        "HEAD",
        "refs/heads/main",
        "heads/main",
        "feature/x",
        "v1",
        "refs/tags/v1",
        "tags/v1",
        "refs/notes/commits",
        "notes/commits",
        tip.name())) {
      assertThat(strict.log(name, 1, 0))
          .as(name)
          .extracting(Commit::hash)
          .containsExactly(tip.name());
    }
    for (String name : List.of(
        "",
        "nope",
        "refs/heads/nope",
        NOWHERE,
        tip.abbreviate(10).name(),
        "refs/tags/tree",
        "main~1",
        "config",
        "refs/../HEAD",
        "../repo/HEAD",
        "a\u0000b")) {
      assertThat(strict.log(name, 1, 0)).as(name).isEmpty();
    }
  }

  @Test
  void liveKnowsShortNamesAndHashesAlone() throws IOException {
    ObjectId tip = namedEveryWay();

    for (String name : List.of("main", "feature/x", "v1", tip.name())) {
      assertThat(live.log(name, 1, 0))
          .as(name)
          .extracting(Commit::hash)
          .containsExactly(tip.name());
    }
    assertThat(live.log(null, 1, 0)).hasSize(1);
    for (String name :
        List.of("HEAD", "refs/heads/main", "heads/main", "refs/tags/v1", "refs/notes/commits")) {
      assertThat(live.log(name, 1, 0)).as(name).isEmpty();
    }
  }

  /** One commit under a branch, a branch with slashes, an annotated tag and a note. */
  private ObjectId namedEveryWay() throws IOException {
    ObjectId tree = git.tree(Map.of("a", "1"));
    ObjectId tip = git.commit("tip", tree);
    TagBuilder tag = new TagBuilder();
    tag.setTag("v1");
    tag.setObjectId(tip, Constants.OBJ_COMMIT);
    tag.setTagger(GitFolder.ANN);
    git.ref("refs/tags/v1", git.insert(Constants.OBJ_TAG, tag.build()));
    git.ref("refs/tags/tree", tree);
    for (String ref : List.of("refs/heads/main", "refs/heads/feature/x", "refs/notes/commits")) {
      git.ref(ref, tip);
    }
    return tip;
  }

  @Test
  void aTreeIsListedInGitsOrderWithoutItsFolders() throws IOException {
    ObjectId blob = git.blob("x");
    ObjectId elsewhere = ObjectId.fromString(NOWHERE);
    ObjectId tree = git.treeOf(Map.of(
        "a.txt", new GitFolder.Entry(FileMode.REGULAR_FILE, blob),
        "a/deep", new GitFolder.Entry(FileMode.REGULAR_FILE, blob),
        "run", new GitFolder.Entry(FileMode.EXECUTABLE_FILE, blob),
        "sub", new GitFolder.Entry(FileMode.GITLINK, elsewhere),
        "to", new GitFolder.Entry(FileMode.SYMLINK, blob)));

    assertThat(strict.tree(tree.name()).orElseThrow())
        .extracting(TreeEntry::name, TreeEntry::type)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a.txt", EntryType.BLOB),
            org.assertj.core.groups.Tuple.tuple("a", EntryType.TREE),
            org.assertj.core.groups.Tuple.tuple("run", EntryType.EXEC),
            org.assertj.core.groups.Tuple.tuple("sub", EntryType.GITLINK),
            org.assertj.core.groups.Tuple.tuple("to", EntryType.SYMLINK));
    assertThat(strict.tree(blob.name())).isEmpty();
    assertThat(strict.tree(NOWHERE)).isEmpty();
  }

  @Test
  void aCommitIsNoTreeAndLiveCallsItCorrupt() throws IOException {
    String commit = git.commit("c", git.tree(Map.of())).name();

    assertThat(strict.tree(commit)).isEmpty();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> live.tree(commit))
        .satisfies(thrown -> {
          assertThat(thrown.retryable()).isFalse();
          assertThat(thrown.host().orElseThrow().code()).isEqualTo(10400);
        });
  }

  @Test
  void aFileIsFoundByItsPath() throws IOException {
    ObjectId link = git.blob("src/a.txt");
    ObjectId tree = git.treeOf(Map.of(
        "src/a.txt", new GitFolder.Entry(FileMode.REGULAR_FILE, git.blob("hällo")),
        "link", new GitFolder.Entry(FileMode.SYMLINK, link),
        "sub", new GitFolder.Entry(FileMode.GITLINK, ObjectId.fromString(NOWHERE))));
    git.ref("refs/heads/main", git.commit("c", tree));

    try (Blob file = strict.file("main", "src/a.txt").orElseThrow()) {
      assertThat(file.size()).isEqualTo(6);
      assertThat(file.readAllBytes()).asString(UTF_8).isEqualTo("hällo");
    }
    assertThat(strict.file("main", "link").orElseThrow().readAllBytes())
        .asString(UTF_8)
        .isEqualTo("src/a.txt");
    assertThat(strict.fileHash("main", "link")).contains(link.name());
    for (String missing :
        List.of("src", "sub", "nope", "src/nope", "src/a.txt/deeper", "SRC/a.txt")) {
      assertThat(strict.file("main", missing)).as(missing).isEmpty();
    }
    assertThat(strict.file("nope", "src/a.txt")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "..", "../a", "a/../b", "./a", "a/."})
  void aPathThatLeadsNowhereIsRefused(String path) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> strict.file("main", path))
        .satisfies(thrown -> assertThat(thrown.field()).contains("path"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "HEAD", "zz23456789012345678901234567890123456789", "0123\n"})
  void aMalformedHashIsRefused(String hash) {
    for (Runnable read : List.<Runnable>of(
        () -> strict.commit(hash), () -> strict.tree(hash), () -> strict.blob(hash))) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(read::run)
          .satisfies(thrown -> {
            assertThat(thrown.field()).contains("hash");
            assertThat(thrown.host().orElseThrow().code()).isEqualTo(10100);
            assertThat(thrown.host().orElseThrow().text()).isEqualTo("Invalid SHA-1 hash");
          });
    }
  }

  @Test
  void onlyABlobIsABlob() throws IOException {
    ObjectId tree = git.tree(Map.of("a", "1"));

    assertThat(strict.blob(git.blob("").name()).orElseThrow().readAllBytes()).isEmpty();
    assertThat(strict.blob(tree.name())).isEmpty();
    assertThat(strict.blob(NOWHERE)).isEmpty();
  }

  @Test
  void aBlobOutlivesTheReposOtherUsers() throws IOException {
    ObjectId id = git.blob("still here");
    Blob blob = strict.blob(id.name()).orElseThrow();

    git.repo.close();

    try (blob) {
      assertThat(blob.readAllBytes()).asString(UTF_8).isEqualTo("still here");
    }
    git.repo.incrementOpen();
  }

  @Test
  void aDamagedObjectIsCorruptNotMissing() throws IOException {
    ObjectId blob = git.blob("x");
    ObjectId tree = git.tree(Map.of("a", "y"));
    ObjectId commit = git.commit("c", tree);
    git.ref("refs/heads/main", commit);
    for (ObjectId id : List.of(blob, tree, commit)) {
      Path loose = git.folder()
          .resolve("objects/" + id.name().substring(0, 2) + "/" + id.name().substring(2));
      assertThat(loose.toFile().setWritable(true)).isTrue();
      Files.writeString(loose, "damaged");
    }
    for (Runnable read : List.<Runnable>of(
        () -> strict.blob(blob.name()),
        () -> strict.tree(tree.name()),
        () -> strict.commit(commit.name()),
        () -> strict.log(null, 1, 0),
        () -> strict.file("main", "a"))) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(read::run)
          .satisfies(thrown -> assertThat(thrown.retryable()).isFalse());
    }
  }

  @Test
  void aMissingLinkIsCorrupt() throws IOException {
    git.ref("refs/heads/main", git.commit("c", git.tree(Map.of()), ObjectId.fromString(NOWHERE)));

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> strict.log(null, 5, 0));
  }
}
