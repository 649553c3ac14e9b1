package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import dev.repostore.ReadLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading without a clone, from a host that leaves files out of a fetch and one that cannot. */
@Timeout(60)
class SnapshotTest {

  @TempDir
  Path folder;

  private WireFixture fixture;
  private GitRemote remote;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder);
    fixture.commit(
        "b/text.txt",
        "one\ntwo needle\r\nthree\nfour needle\nfive".getBytes(StandardCharsets.UTF_8));
    fixture.commit("b/zeros.bin", new byte[] {0, 'n', 'e', 'e', 'd', 'l', 'e'});
    fixture.served();
    remote = fixture.remote;
    offer(true);
  }

  private void offer(boolean filter) throws IOException {
    StoredConfig config = fixture.server.repository().getConfig();
    config.setBoolean("uploadpack", null, "allowFilter", filter);
    config.save();
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(fixture.store.alive()).isEmpty();
    fixture.close();
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith(Scratch.PREFIX)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void foldersAndFilesHaveTheirSizes(boolean filter) throws Exception {
    offer(filter);
    try (Snapshot snapshot = remote.read(null)) {
      assertThat(snapshot.commit().hash()).isEqualTo(fixture.served("refs/heads/trunk"));
      assertThat(snapshot.list(""))
          .extracting(FileEntry::path, FileEntry::type, FileEntry::size)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("a.txt", EntryType.BLOB, 6L),
              org.assertj.core.groups.Tuple.tuple("b", EntryType.TREE, -1L));
      assertThat(snapshot.list("b"))
          .extracting(FileEntry::path)
          .containsExactly("b/c.bin", "b/text.txt", "b/zeros.bin");
      assertThat(snapshot.files())
          .extracting(FileEntry::size)
          .containsExactly(6L, 200_000L, 38L, 7L);
      assertThatExceptionOfType(RevisionNotFoundException.class)
          .isThrownBy(() -> snapshot.list("a.txt"));
    }
  }

  @Test
  void ofAPageOfFilesTheSizesOfOthersAreNotAskedFor() throws Exception {
    try (Snapshot snapshot = remote.read(null)) {
      assertThat(snapshot.files("b", 1, 2))
          .extracting(FileEntry::path, FileEntry::size)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("b/text.txt", 38L),
              org.assertj.core.groups.Tuple.tuple("b/zeros.bin", 7L));
      assertThat(snapshot.files("", 0, 1)).extracting(FileEntry::path).containsExactly("a.txt");
      assertThat(snapshot.files("b", 3, 5)).isEmpty();
      long before = fixture.wire.sent();
      snapshot.files("", 0, 1);
      long forOne = fixture.wire.sent() - before;
      snapshot.files();
      long forAll = fixture.wire.sent() - before - forOne;
      assertThat(forAll).isGreaterThan(forOne + 3 * 40);
      for (String none : List.of("nope", "a.txt")) {
        assertThatExceptionOfType(RevisionNotFoundException.class)
            .isThrownBy(() -> snapshot.files(none, 0, 1));
      }
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> snapshot.files("", -1, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileWholeAndInPart(boolean filter) throws Exception {
    offer(filter);
    byte[] whole = WireFixture.noise(200_000);
    try (Snapshot snapshot = remote.read("trunk")) {
      assertThat(bytes(snapshot.file("b/c.bin"))).isEqualTo(whole);
      assertThat(bytes(snapshot.file("b/c.bin", 150_000, 1_000)))
          .isEqualTo(Arrays.copyOfRange(whole, 150_000, 151_000));
      assertThat(bytes(snapshot.file("b/c.bin", 199_990, 1_000))).hasSize(10);
      assertThat(bytes(snapshot.file("b/c.bin", 300_000, 1_000))).isEmpty();
      assertThat(snapshot.file("b")).isEmpty();
      assertThat(snapshot.file("nope")).isEmpty();
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> snapshot.file("a.txt", -1, 1));
    }
    assertThat(bytes(remote.file("v1", "a.txt")))
        .isEqualTo("second".getBytes(StandardCharsets.UTF_8));
    assertThat(bytes(remote.file(fixture.served("refs/heads/side"), "a.txt")))
        .isEqualTo("first".getBytes(StandardCharsets.UTF_8));
    assertThat(remote.file("nope", "a.txt")).isEmpty();
  }

  private static byte[] bytes(Optional<Blob> found) throws IOException {
    try (Blob blob = found.orElseThrow()) {
      byte[] bytes = blob.stream().readAllBytes();
      assertThat(blob.size()).isEqualTo(bytes.length);
      return bytes;
    }
  }

  @Test
  void linesAreFound() {
    try (Snapshot snapshot = remote.read(null)) {
      assertThat(snapshot.grep(Grep.text("needle").withContext(1)))
          .containsExactly(
              new GrepHit("b/text.txt", 2, "two needle", List.of("one"), List.of("three")),
              new GrepHit("b/text.txt", 4, "four needle", List.of("three"), List.of("five")));
      assertThat(snapshot.grep(Grep.of("^f\\w+ ").withLimit(5)))
          .extracting(GrepHit::line)
          .containsExactly(4);
      assertThat(snapshot.grep(Grep.text("needle").withLimit(1))).hasSize(1);
      assertThat(snapshot.grep(Grep.text("needle").in("*.txt"))).isEmpty();
      assertThat(snapshot.grep(Grep.text("needle").in("b/*.txt"))).hasSize(2);
      assertThat(snapshot.grep(Grep.text("needle").in("**.bin"))).isEmpty();
    }
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> Grep.of("("));
  }

  /** Some patterns take longer than the universe on some lines. */
  @Test
  void aPatternThatRunsAwayIsStopped() throws Exception {
    fixture.commit("evil.txt", ("a".repeat(60) + "!").getBytes(StandardCharsets.UTF_8));
    GitRemote.at(fixture.server.url()).push(fixture.work, "trunk");
    try (Snapshot snapshot = remote.read(null)) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> snapshot.grep(Grep.of("^(a|aa)+\\1z$").in("evil.txt")));
    }
  }

  @Test
  void theLogIsAsGitHasIt() throws Exception {
    List<String> all = new RealGit(fixture.work).lines("log", "--format=%H", "--first-parent");
    List<Commit> log = remote.log(ReadLog.head());
    assertThat(log).extracting(Commit::hash).containsExactlyElementsOf(all);
    assertThat(log.get(0).parents()).containsExactly(all.get(1));
    List<Commit> part = remote.log(ReadLog.of("trunk").withLimit(2).withOffset(1));
    assertThat(part).isEqualTo(log.subList(1, 3));
    assertThat(remote.log(ReadLog.of("nope"))).isEmpty();
    assertThat(remote.log(ReadLog.head().withOffset(100))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void differencesAreAsGitHasThem(boolean filter) throws Exception {
    offer(filter);
    Patch patch = remote.diff(Diff.between("side", "trunk"));
    try (Checkout local = Checkout.open(Workspace.at(folder), fixture.work)) {
      assertThat(patch).isEqualTo(local.diff(Diff.between("side", "trunk")));
    }
    assertThat(patch.text()).contains("-first").contains("+two needle");
    assertThat(remote.diff(Diff.between("trunk", "trunk")).text()).isEmpty();
  }

  @Test
  void anEmptyRepoHasNothingToRead() throws Exception {
    try (TinyGitServer empty = new TinyGitServer(folder.resolve("empty"))) {
      GitRemote nothing = GitRemote.at(empty.url());
      assertThatExceptionOfType(RevisionNotFoundException.class)
          .isThrownBy(() -> nothing.read(null));
      assertThat(nothing.log(ReadLog.head())).isEmpty();
      assertThat(nothing.file(null, "a")).isEmpty();
    }
  }

  @Test
  void onlyWhatIsReadIsFetched() throws Exception {
    fixture.wire.reset();
    assertThat(bytes(remote.file(null, "a.txt"))).hasSize(6);
    assertThat(fixture.wire.received()).isLessThan(10_000);
  }

  @Test
  void aFileOverTheLimitIsNotSearchedEither() {
    GitRemote limited = fixture.remote.withLimits(GitLimits.none().withFileBytes(3));
    try (Snapshot snapshot = limited.read("trunk")) {
      assertThatExceptionOfType(GitLimitException.class)
          .isThrownBy(() -> snapshot.grep(Grep.text("s")))
          .satisfies(e -> assertThat(e.limit()).isEqualTo("fileBytes"));
    }
  }
}
