package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes of a repository's packs, indexes and loose objects that the disk has changed: whoever asks
 * for them gets them as they were, or an error; and nobody else notices.
 */
class DamageTest {

  @TempDir
  Path data;

  @TempDir
  Path work;

  private final Map<String, String> files = new TreeMap<>();
  private GitBinary git;
  private String hurt;
  private String well;
  private String tip;

  @BeforeEach
  void fill() throws Exception {
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=main", "mine");
    git = new GitBinary(work.resolve("mine"));
    try (TestServer server = TestServer.strict(data)) {
      hurt = made(server, "hurt");
      well = made(server, "well");
      write(120, "first");
      git.ok("push", "--quiet", remote(server, hurt), "main");
      git.ok("push", "--quiet", remote(server, well), "main");
      git.ok("clone", "--quiet", "--bare", ".", work.resolve("older").toString());
      write(5, "second");
      git.ok("push", "--quiet", remote(server, hurt), "main");
      tip = git.ok("rev-parse", "main");
    }
  }

  private void write(int count, String word) throws Exception {
    for (int i = 0; i < count; i++) {
      String name = "file" + i;
      files.put(name, (word + " line of " + i + "\n").repeat(30) + i);
      Files.writeString(git.folder().resolve(name), files.get(name));
    }
    git.commit("word", word);
    files.put("word", word);
  }

  /** A new repo's path, with a place for the port and a token before it. */
  private static String made(TestServer server, String name) {
    Answer made = server.post(TestServer.REPOS, "{\"name\":\"" + name + "\"}");
    String token = URLEncoder.encode(made.result().getString("token"), StandardCharsets.UTF_8);
    return "http://x:" + token + "@127.0.0.1:%d/git/default/" + name + ".git";
  }

  private static String remote(TestServer server, String repo) {
    return repo.replace("%d", String.valueOf(server.address().getPort()));
  }

  @Test
  void damageIsToldOrHarmless() throws Exception {
    damage(9);
  }

  @Test
  @Tag("soak")
  void damageIsToldOrHarmlessWhereverItIs() throws Exception {
    damage(300);
  }

  private void damage(int times) throws Exception {
    long seed = Long.getLong("repostore.test.seed", 1);
    Random random = new Random(seed);
    int told = 0;
    for (int i = 0; i < times; i++) {
      Path file = pick(random, i % 3 == 0 ? ".pack" : i % 3 == 1 ? ".idx" : "");
      byte[] before = Files.readAllBytes(file);
      assertThat(file.toFile().setWritable(true)).isTrue();
      Files.write(file, changed(before, random));
      String what = "seed " + seed + ", round " + i + ", " + file;
      try (TestServer server = TestServer.strict(data)) {
        boolean cloneFailed = clone(server, what);
        boolean fetchFailed = fetch(server, what);
        told += read(server, what) || cloneFailed || fetchFailed ? 1 : 0;
        git.ok("clone", "--quiet", "--bare", remote(server, well), fresh("well"));
      } finally {
        Files.write(file, before);
      }
    }
    assertThat(told).as("seed " + seed).isGreaterThan(times / 4);
  }

  private Path pick(Random random, String suffix) throws IOException {
    List<Path> found = HostForkTest.below(data.resolve("repos")).stream()
        .filter(path -> path.toString().contains("objects") && Files.isRegularFile(path))
        .filter(path -> suffix.isEmpty()
            ? !path.toString().contains("pack")
            : path.toString().endsWith(suffix))
        .filter(this::isOfTheHurt)
        .sorted(Comparator.comparing(Path::toString))
        .toList();
    return found.get(random.nextInt(found.size()));
  }

  /** It alone has loose objects; of its two packs' files each has a twin, by name. */
  private boolean isOfTheHurt(Path path) {
    Path repository = path;
    while (!repository.toString().endsWith(".git")) {
      repository = repository.getParent();
    }
    try {
      return Files.readString(repository.resolve("refs/heads/main")).strip().equals(tip);
    } catch (IOException packed) {
      return false;
    }
  }

  private static byte[] changed(byte[] before, Random random) {
    if (random.nextInt(5) == 0) {
      return java.util.Arrays.copyOf(before, random.nextInt(before.length));
    }
    byte[] after = before.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      after[random.nextInt(after.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return after;
  }

  private String fresh(String name) throws IOException {
    return Files.createTempDirectory(work, name).toString();
  }

  /** Whether it failed, as it may; if not, it must have got everything. */
  private boolean clone(TestServer server, String what) throws Exception {
    String to = fresh("clone");
    return failed(git.run("clone", "--quiet", "--bare", remote(server, hurt), to), to, what);
  }

  private boolean fetch(TestServer server, String what) throws Exception {
    String to = fresh("fetch");
    git.ok("clone", "--quiet", "--bare", work.resolve("older").toString(), to);
    GitBinary.Run fetch =
        git.in(Path.of(to)).run("fetch", "--quiet", remote(server, hurt), "+main:main");
    return failed(fetch, to, what);
  }

  private boolean failed(GitBinary.Run run, String folder, String what) throws Exception {
    assertThat(run.output()).as(what).doesNotContain("Exception", "\tat ", "its log says why");
    if (run.status() != 0) {
      assertThat(run.output()).as(what).isNotBlank();
      return true;
    }
    GitBinary got = git.in(Path.of(folder));
    got.ok("fsck", "--full", "--strict");
    assertThat(got.ok("rev-parse", "main")).as(what).isEqualTo(tip);
    return false;
  }

  private boolean read(TestServer server, String what) {
    boolean failed = false;
    for (Map.Entry<String, String> file : files.entrySet()) {
      Answer answer = server.get(TestServer.REPOS + "/hurt/file?ref=main&path=" + file.getKey());
      if (answer.status() == 200) {
        assertThat(answer.text()).as(what).isEqualTo(file.getValue());
      } else {
        failed = true;
        assertThat(answer.status()).as(what + answer.text()).isIn(404, 500, 503);
        assertThat(answer.text())
            .as(what)
            .doesNotContain("Exception", "\tat ", "Something went wrong");
      }
    }
    Answer log = server.get(TestServer.REPOS + "/hurt/log?ref=main");
    assertThat(log.text()).as(what).doesNotContain("Exception", "Something went wrong");
    return failed;
  }
}
