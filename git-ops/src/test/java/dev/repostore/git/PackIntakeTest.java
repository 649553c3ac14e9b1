package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs of the git binary, taken in as a clone does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackIntakeTest {

  private Path folder;
  private RealGit source;
  private int made;

  @BeforeAll
  void makeChains(@TempDir Path temp) throws IOException {
    folder = temp;
    source = RealGit.init(folder.resolve("source"), "main");
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 400; line++) {
      text.append("line ").append(line * 7919L % 10_007).append('\n');
    }
    for (int turn = 0; turn < 20; turn++) {
      text.insert(text.length() / 2, "turn " + turn + "\n");
      source.write("long.txt", text.toString());
      source.write("dir/" + turn % 7 + ".txt", "some " + turn + "\n" + text.substring(0, 900));
      source.write("empty", "");
      source.run("add", "-A");
      source.run("commit", "-q", "-m", "Turn " + turn);
    }
    source.run("tag", "-a", "v1", "-m", "A tag");
  }

  private byte[] pack(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("pack-objects", "--stdout", "-q"));
    words.addAll(List.of(options));
    byte[] ids = source
        .run("rev-list", "--objects", "--no-object-names", "--all")
        .concat("\n" + source.run("rev-parse", "v1") + "\n")
        .getBytes(StandardCharsets.UTF_8);
    return source.bytes(ids, words.toArray(String[]::new));
  }

  private Path take(byte[] pack, boolean trusting, ProgressMonitor monitor) throws IOException {
    Path git = Files.createDirectory(folder.resolve("taken" + made++));
    try (FencedRepository repository = FencedRepository.open(git.toFile(), null)) {
      repository.create(true);
      repository.expectClone(trusting, false);
      try (ObjectInserter inserter = repository.newObjectInserter()) {
        inserter.newPackParser(new ByteArrayInputStream(pack)).parse(monitor);
      }
    }
    return git;
  }

  private Path take(byte[] pack) throws IOException {
    return take(pack, false, NullProgressMonitor.INSTANCE);
  }

  private void requireEmpty(Path git) throws IOException {
    try (Stream<Path> left = Files.walk(git.resolve("objects"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--delta-base-offset --depth=50, false",
    "--delta-base-offset --depth=50, true",
    "--depth=50, false",
    "--depth=0 --window=0, true"
  })
  void takesWhatGitPacks(String options, boolean trusting) throws IOException {
    Path git = take(pack(options.split(" ")), trusting, NullProgressMonitor.INSTANCE);
    RealGit taken = new RealGit(git);
    taken.run("fsck", "--strict", "--full");
    assertThat(objects(taken)).isEqualTo(objects(source)).hasSizeGreaterThan(100);
    assertThat(taken.run("cat-file", "-p", source.run("rev-parse", "v1")))
        .isEqualTo(source.run("cat-file", "-p", "v1"));
    String index = taken.run("count-objects", "-v");
    assertThat(index).contains("packs: 1").contains("count: 0");
  }

  private static List<String> objects(RealGit git) throws IOException {
    return git.lines("cat-file", "--batch-all-objects", "--batch-check");
  }

  @Test
  void anEmptyPackLeavesNothing() throws IOException {
    byte[] empty = source.bytes(new byte[0], "pack-objects", "--stdout", "-q");
    requireEmpty(take(empty));
  }

  @Test
  void damageIsFoundWhereverItIs() throws IOException {
    byte[] whole = pack("--delta-base-offset");
    for (int at = 0; at < whole.length; at += 1 + whole.length / 150) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      int before = made;
      assertThatThrownBy(() -> take(damaged)).as("byte %d", at).isInstanceOf(IOException.class);
      requireEmpty(folder.resolve("taken" + before));
    }
  }

  @Test
  void anEndThatComesTooSoonIsFound() throws IOException {
    byte[] whole = pack("--delta-base-offset");
    for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> take(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> take(longer)).hasMessageContaining("after the end");
  }

  @Test
  void aDeltaOfWhatIsNotInThePackIsRefused() throws IOException {
    byte[] thin = source.bytes(
        "main\n^main~3\n".getBytes(StandardCharsets.UTF_8),
        "pack-objects",
        "--stdout",
        "-q",
        "--revs",
        "--thin");
    assertThatThrownBy(() -> take(thin)).hasMessageContaining("unresolved deltas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Receiving objects", "Resolving deltas"})
  void endsWhenNobodyWantsItAnyMore(String during) throws IOException {
    byte[] whole = pack("--delta-base-offset");
    int before = made;
    ProgressMonitor impatient = new EmptyProgressMonitor() {
      private boolean cancelled;

      @Override
      public void beginTask(String title, int work) {
        cancelled = title.equals(during);
      }

      @Override
      public boolean isCancelled() {
        return cancelled;
      }
    };
    assertThatThrownBy(() -> take(whole, true, impatient)).isInstanceOf(IOException.class);
    requireEmpty(folder.resolve("taken" + before));
  }

  /** A few bytes that say they stand for two gigabytes, which no Java of the tests has. */
  @Test
  void aDeltaThatIsTooLargeForTheMemoryIsToldAsSuch() throws Exception {
    byte[] bomb = bomb();
    assertThat(bomb).hasSizeLessThan(200);
    GitRemote remote = GitRemote.at(URI.create("http://127.0.0.1:1/any.git"));
    assertThatThrownBy(() -> remote.run("clone", Scope.READ, operation -> take(bomb)))
        .isInstanceOfSatisfying(
            GitLimitException.class, limit -> assertThat(limit.limit()).isEqualTo("memory"))
        .hasMessageContaining("more memory than this Java has");
    try (Stream<Path> left = Files.walk(folder.resolve("taken" + (made - 1)).resolve("objects"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static byte[] bomb() throws IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    pack.writeBytes(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 2});
    int start = pack.size();
    pack.write(3 << 4 | 10); // a blob of ten bytes
    deflate(new byte[10], pack);
    int distance = pack.size() - start;
    byte[] delta = {10, (byte) 0xf0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, (byte) 0x90, 10};
    pack.write(6 << 4 | delta.length);
    pack.write(distance);
    deflate(delta, pack);
    pack.writeBytes(MessageDigest.getInstance("SHA-1").digest(pack.toByteArray()));
    return pack.toByteArray();
  }

  private static void deflate(byte[] content, OutputStream to) throws IOException {
    DeflaterOutputStream out = new DeflaterOutputStream(to);
    out.write(content);
    out.finish();
  }
}
