package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs of the git binary, taken in as a fetch does. */
class SmallIntakeTest {

  @TempDir
  Path folder;

  private RealGit source;
  private RealGit copy;

  @BeforeEach
  void init() throws IOException {
    source = RealGit.init(folder.resolve("source"), "main");
    commit("long.txt", text(""));
    source.run("clone", "-q", "--bare", ".", "../copy");
    copy = new RealGit(folder.resolve("copy"));
  }

  private void commit(String file, String content) throws IOException {
    source.write(file, content);
    source.run("add", "-A");
    source.run("commit", "-q", "-m", "Change " + file);
  }

  private static String text(String end) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 400; line++) {
      text.append("line ").append(line * 7919L % 10_007).append('\n');
    }
    return text + end;
  }

  /** Takes what the copy lacks, and lets its branch lead there. */
  private void take() throws IOException {
    String revisions = "main\n^" + copy.run("rev-parse", "main") + "\n";
    byte[] pack = source.bytes(
        revisions.getBytes(StandardCharsets.UTF_8),
        "pack-objects",
        "--stdout",
        "-q",
        "--thin",
        "--revs",
        "--delta-base-offset");
    try (FencedRepository repository = FencedRepository.open(copy.folder().toFile(), null)) {
      repository.beginFetch(false);
      try (ObjectInserter inserter = repository.newObjectInserter()) {
        PackParser parser = inserter.newPackParser(new ByteArrayInputStream(pack));
        parser.setAllowThin(true);
        PackLock lock = parser.parse(NullProgressMonitor.INSTANCE);
        if (lock != null) {
          lock.unlock();
        }
      }
      repository.endFetch(true);
    }
    copy.run("update-ref", "refs/heads/main", source.run("rev-parse", "main"));
    copy.run("fsck", "--strict", "--full");
  }

  private int packs() throws IOException {
    try (var all = Files.list(copy.folder().resolve("objects/pack"))) {
      return (int) all.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  @Test
  void differencesFromWhatIsHereBecomeObjects() throws Exception {
    int before = packs();
    commit("long.txt", text("more\n"));
    commit("dir/long.txt", text("other\n"));
    commit("empty", "");
    take();
    assertThat(packs()).isEqualTo(before);
    assertThat(copy.run("show", "main:dir/long.txt").strip())
        .isEqualTo(text("other").strip());
  }

  @ParameterizedTest
  @CsvSource({
    "fetch.unpackLimit, 1, 1",
    "transfer.unpackLimit, 3, 1",
    "transfer.unpackLimit, 4, 0",
    "fetch.unpackLimit, -1, 0"
  })
  void settingsSayHowManyObjectsAreFew(String setting, String limit, int kept) throws Exception {
    copy.run("config", setting, limit);
    int before = packs();
    commit("long.txt", text("more\n"));
    take();
    assertThat(packs()).isEqualTo(before + kept);
  }

  @Test
  void manyObjectsStayAPack() throws Exception {
    int before = packs();
    for (int file = 0; file < 98; file++) {
      source.write("many/" + file, "file " + file);
    }
    commit("last", "last");
    take();
    assertThat(packs()).isEqualTo(before + 1);
  }

  @Test
  void aLongFileIsNotHeldInMemory() throws Exception {
    int before = packs();
    commit("zeros", "0".repeat(3 << 20));
    take();
    assertThat(packs()).isEqualTo(before);
    assertThat(copy.run("cat-file", "-s", "main:zeros").strip()).isEqualTo("" + (3 << 20));
  }

  @Test
  void longDifferencesStayAPack() throws Exception {
    commit("zeros", "0".repeat(17 << 20));
    take();
    int before = packs();
    commit("zeros", "0".repeat(17 << 20) + "1");
    take();
    assertThat(packs()).isEqualTo(before + 1);
    assertThat(copy.run("cat-file", "-s", "main:zeros").strip()).isEqualTo("" + ((17 << 20) + 1));
  }

  /** A process that is killed meanwhile leaves no commit without its files. */
  @Test
  void whatIsReferredToIsNamedFirst() throws Exception {
    source.write("a/b/c.txt", "deep");
    commit("top.txt", "top");
    List<Integer> types = new ArrayList<>();
    takeWhole(pack(), types);
    assertThat(types)
        .startsWith(Constants.OBJ_BLOB)
        .endsWith(Constants.OBJ_TREE, Constants.OBJ_COMMIT)
        .hasSize(6);
  }

  @Test
  void aPackThatLacksAFileLeavesNothingBehind() throws Exception {
    source.write("a/b/c.txt", "deep");
    commit("top.txt", "top");
    String most = source
        .run("rev-list", "--objects", "main", "^" + copy.run("rev-parse", "main"))
        .lines()
        .filter(line -> !line.endsWith(" top.txt"))
        .map(line -> line.substring(0, 40) + "\n")
        .collect(Collectors.joining());
    byte[] pack =
        source.bytes(most.getBytes(StandardCharsets.UTF_8), "pack-objects", "--stdout", "-q");
    assertLeavesNothingBehind(pack);
  }

  @Test
  void aPackThatIsBrokenAtItsEndLeavesNothingBehind() throws Exception {
    source.write("a/b/c.txt", "deep");
    commit("top.txt", "top");
    byte[] pack = pack();
    pack[pack.length - 1] ^= 1;
    assertLeavesNothingBehind(pack);
  }

  private void assertLeavesNothingBehind(byte[] pack) throws IOException {
    List<Path> before = files();
    List<Integer> named = new ArrayList<>();
    assertThatThrownBy(() -> takeWhole(pack, named)).isInstanceOf(IOException.class);
    assertThat(named).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatCannotBeWrittenFailsTheFetchAndLeavesNothingBehind() throws Exception {
    source.write("a/b/c.txt", "deep");
    commit("top.txt", "top");
    byte[] pack = pack();
    List<Path> before = files();
    List<Integer> named = new ArrayList<>();
    named.add(FULL);
    assertThatThrownBy(() -> takeWhole(pack, named)).hasMessage("the disk is full");
    assertThat(named).containsOnly(FULL);
    assertThat(files()).isEqualTo(before);
  }

  private static final int FULL = -1;

  private byte[] pack() throws IOException {
    String revisions = "main\n^" + copy.run("rev-parse", "main") + "\n";
    return source.bytes(
        revisions.getBytes(StandardCharsets.UTF_8), "pack-objects", "--stdout", "-q", "--revs");
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(copy.folder().resolve("objects"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** @param named gets the type of each object as it is named; {@link #FULL} in it fails trees */
  private void takeWhole(byte[] pack, List<Integer> named) throws IOException {
    try (FencedRepository repository = FencedRepository.open(copy.folder().toFile(), null)) {
      BoundedObjects objects = (BoundedObjects) repository.getObjectDatabase();
      try (LooseInserter inserter =
          new LooseInserter(repository.newObjectInserter(), objects, repository.getConfig()) {
            @Override
            Unnamed prepare(ObjectId id, int type, byte[] content) throws IOException {
              if (named.contains(FULL) && type == Constants.OBJ_TREE) {
                throw new IOException("the disk is full");
              }
              Unnamed written = super.prepare(id, type, content);
              return new Unnamed() {
                @Override
                public void name() throws IOException {
                  named.add(type);
                  written.name();
                }

                @Override
                public void close() throws IOException {
                  written.close();
                }
              };
            }
          }) {
        SmallIntake.of(objects, inserter, pack, in -> {
              throw new IOException("it is small");
            })
            .parse(NullProgressMonitor.INSTANCE);
      }
    }
  }
}
