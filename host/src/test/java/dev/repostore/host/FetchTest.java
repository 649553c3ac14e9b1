package dev.repostore.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones and fetches of a repo whose objects are in a pack with bitmaps, but for the newest. */
class FetchTest {

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitServing serving;
  private GitBinary git;
  private GitBinary a;

  @BeforeEach
  void serve() throws Exception {
    serving = GitServing.strict(data);
    git = new GitBinary(work);
    git.ok("init", "--quiet", "--initial-branch=trunk", "a");
    a = git.in(work.resolve("a"));
    Random random = new Random(7);
    for (int branch = 0; branch < 3; branch++) {
      a.ok("checkout", "--quiet", "-B", branch == 0 ? "trunk" : "side" + branch);
      for (int i = 0; i < 12; i++) {
        a.commit("dir" + i % 3 + "/f" + i % 4, lines(random, 200));
      }
    }
    a.ok("checkout", "--quiet", "trunk");
    a.ok("tag", "--annotate", "--message=1", "v1", "trunk~3");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk", "side1", "side2", "v1");
    pack();
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private static String lines(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("line ")
          .append(i)
          .append(' ')
          .append(random.nextInt(i % 10 == 0 ? 1000 : 1))
          .append('\n');
    }
    return text.toString();
  }

  /** What maintenance does. */
  private void pack() throws Exception {
    try (Repository repository = serving.host.git(serving.repo)) {
      Git.wrap(repository).gc().call();
      try (Stream<Path> packs = Files.list(serving.folder().resolve("objects/pack"))) {
        assertThat(packs).anyMatch(file -> file.toString().endsWith(".bitmap"));
      }
    }
  }

  @Test
  void clonesAreWholeWhileTheLastMainPackStaysBesideItsSuccessor() throws Exception {
    cloned();
    a.commit("more", "more\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
    try (Repository repository = serving.host.git(serving.repo)) {
      FileRepository files = (FileRepository) repository;
      Repack repack = new Repack(files, serving.clock, NullProgressMonitor.INSTANCE);
      new FullRepack(files, new LiveRepos().use("any"), serving.clock, repack)
          .run(serving.clock.instant());
    }
    cloned();
    a.commit("most", "most\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
    assertThat(cloned().ok("rev-parse", "trunk")).isEqualTo(a.ok("rev-parse", "trunk"));
  }

  private GitBinary cloned(String... options) throws IOException, InterruptedException {
    Path target = work.resolve("b" + System.nanoTime());
    List<String> command = Stream.of(
            Stream.of("clone", "--quiet", "--bare"),
            Stream.of(options),
            Stream.of(serving.pushUrl(), target.toString()))
        .flatMap(part -> part)
        .toList();
    git.ok(command.toArray(String[]::new));
    GitBinary b = git.in(target);
    b.ok("fsck", "--strict");
    return b;
  }

  private static List<String> objects(GitBinary repo) throws Exception {
    // A partial clone is warned of first.
    return repo.ok("cat-file", "--batch-all-objects", "--batch-check")
        .lines()
        .filter(line -> !line.startsWith("warning: "))
        .toList();
  }

  private List<String> reachable(String... refs) throws Exception {
    String ids =
        a.ok(Stream.concat(Stream.of("rev-list", "--objects", "--no-object-names"), Stream.of(refs))
            .toArray(String[]::new));
    return a.runWith(ids + "\n", "cat-file", "--batch-check")
        .line()
        .lines()
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void cloneIsWhatRefsLeadToAndNoMore(int version) throws Exception {
    git = git.with("protocol.version=" + version);
    assertThat(objects(cloned())).containsExactlyInAnyOrderElementsOf(reachable("--all"));

    a.ok("push", "--quiet", serving.pushUrl(), ":side1");
    assertThat(objects(cloned()))
        .containsExactlyInAnyOrderElementsOf(reachable("trunk", "side2", "v1"));
    assertThat(objects(cloned("--single-branch")))
        .containsExactlyInAnyOrderElementsOf(reachable("trunk", "v1"));
  }

  @Test
  void newestObjectsAreClonedWithTheRest() throws Exception {
    for (int i = 0; i < 3; i++) {
      a.commit("dir0/f0", lines(new Random(i), 200));
      a.ok("push", "--quiet", serving.pushUrl(), "trunk");
    }
    assertThat(objects(cloned())).containsExactlyInAnyOrderElementsOf(reachable("--all"));
    assertThat(objects(cloned("--filter=blob:none")))
        .containsExactlyInAnyOrderElementsOf(without(reachable("--all"), "blob"));
  }

  private static List<String> without(List<String> objects, String type) {
    return objects.stream().filter(line -> !line.contains(" " + type + " ")).toList();
  }

  @Test
  void filtersLeaveOutBlobsOrTrees() throws Exception {
    List<String> all = reachable("--all");
    assertThat(objects(cloned("--filter=blob:none")))
        .containsExactlyInAnyOrderElementsOf(without(all, "blob"));
    assertThat(objects(cloned("--filter=tree:0")))
        .containsExactlyInAnyOrderElementsOf(without(without(all, "blob"), "tree"));

    a.ok("push", "--quiet", serving.pushUrl(), ":side2");
    GitBinary partial = cloned("--filter=blob:none");
    assertThat(objects(partial))
        .containsExactlyInAnyOrderElementsOf(without(reachable("trunk", "side1", "v1"), "blob"));
    assertThat(partial.ok("cat-file", "blob", "trunk:dir0/f0"))
        .isEqualTo(a.ok("cat-file", "blob", "trunk:dir0/f0"));
    assertThat(objects(cloned("--filter=blob:limit=10"))).isNotEmpty();
  }

  @Test
  void fetchBringsWhatIsNew() throws Exception {
    GitBinary b = cloned("--mirror");
    a.commit("dir1/f1", "new\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");

    b.ok("fetch", "--quiet");
    assertThat(objects(b)).containsExactlyInAnyOrderElementsOf(reachable("--all"));
  }

  @Test
  void whatIsLeftInThePackIsNotForTheAsking() throws Exception {
    String lost = a.ok("rev-parse", "side2");
    String blob = a.ok("rev-parse", "side2:dir2/f3");
    GitBinary b = cloned("--single-branch", "--no-tags");
    b.ok("fetch", "--quiet", serving.pushUrl(), blob);
    a.ok("push", "--quiet", serving.pushUrl(), ":side2");

    for (String id : List.of(lost, blob)) {
      assertThat(git.in(cloned("--single-branch").folder())
              .run("fetch", serving.pushUrl(), id)
              .output())
          .contains("not our ref " + id);
    }
    assertThat(sizes(lost, a.ok("rev-parse", "trunk")))
        .contains(lost + " \n")
        .containsPattern(a.ok("rev-parse", "trunk") + " [1-9]");
  }

  @Test
  void aHistoryEndsAtNothingThatIsNotForTheAsking() throws Exception {
    String unknown = "1".repeat(40);
    String lost = a.ok("rev-parse", "side2");
    a.ok("push", "--quiet", serving.pushUrl(), ":side2");

    for (String id : List.of(unknown, lost)) {
      String body = line("command=fetch") + "0001" + line("want " + a.ok("rev-parse", "trunk"))
          + line("deepen-not " + id) + line("done");
      assertThat(asked(body)).contains("not our ref " + id);
    }
  }

  private String sizes(String... ids) throws Exception {
    StringBuilder body =
        new StringBuilder(line("command=object-info")).append("0001").append(line("size"));
    for (String id : ids) {
      body.append(line("oid " + id));
    }
    return asked(body.toString());
  }

  private String asked(String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(serving.url() + "/git-upload-pack"))
        .header("Authorization", "Bearer " + serving.readToken)
        .header("Git-Protocol", "version=2")
        .header("Content-Type", "application/x-git-upload-pack-request")
        .POST(BodyPublishers.ofString(body + "0000"))
        .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8));
    return answer.body();
  }

  private static String line(String text) {
    return String.format("%04x", text.length() + 5) + text + "\n";
  }

  @Test
  void tenThousandRefsAreListedAndCloned() throws Exception {
    String tip = a.ok("rev-parse", "trunk");
    StringBuilder refs = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
    for (int i = 10_000; i < 20_000; i++) {
      refs.append(tip).append(" refs/heads/b").append(i).append('\n');
    }
    // Nobody has asked for the refs of this repo, so they are read from its files.
    NewRepo many = serving.host.create("acme", CreateRepo.named("many"));
    try (Repository repository = serving.host.git(many.repo())) {
      Path folder = repository.getDirectory().toPath();
      Files.writeString(folder.resolve("packed-refs"), refs);
      try (Stream<Path> files = Files.list(serving.folder().resolve("objects/pack"))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(file, folder.resolve("objects/pack").resolve(file.getFileName()));
        }
      }
    }
    String url = serving.url("many", many.token().secret().reveal());
    for (int version = 0; version <= 2; version += 2) {
      assertThat(git.with("protocol.version=" + version).ok("ls-remote", url).lines())
          .hasSize(10_000)
          .contains(tip + "\trefs/heads/b15000");
    }
    git.ok("clone", "--quiet", "--bare", url, "many");
    assertThat(git.in(work.resolve("many")).ok("rev-parse", "b19999")).isEqualTo(tip);
  }
}
