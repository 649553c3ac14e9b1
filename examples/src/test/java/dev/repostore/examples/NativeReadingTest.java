package dev.repostore.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.ListTokens;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import dev.repostore.TreeEntry;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.Diff;
import dev.repostore.git.FileChange;
import dev.repostore.git.FileEntry;
import dev.repostore.git.GitCancelledException;
import dev.repostore.git.GitLimitException;
import dev.repostore.git.GitLimits;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Grep;
import dev.repostore.git.PathRefusedException;
import dev.repostore.git.Progress;
import dev.repostore.git.RemoteKind;
import dev.repostore.git.Snapshot;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One path is read through the store where that can be, many paths by Git (decision 6). */
class NativeReadingTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  private static final Secret API_TOKEN = Secret.of("an-api-token-of-the-host");
  private static final Pattern ROUTE = Pattern.compile("\"method\":\"(\\w+)\",\"path\":\"([^\"]*)");

  @TempDir
  Path folder;

  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

  private static GitRemote remote(RepoStore store) {
    return GitRemote.of(store.repo("web")).allowing(RemoteKind.FILE);
  }

  private static void fill(RepoStore store) {
    store.create("web");
    CommitFiles all =
        CommitFiles.on("main", "All").withCommitter(ANN).with(FileChange.put("README", "# Web\n"));
    for (int i = 0; i < 60; i++) {
      all = all.with(FileChange.put("src/d" + i % 30 + "/f" + i + ".txt", "line\nneedle " + i));
    }
    remote(store).commit(all.with(FileChange.link("src/link", "d1")));
    remote(store)
        .commit(CommitFiles.on("main", "Two")
            .withCommitter(ANN)
            .with(FileChange.put("src/d1/f1.txt", "changed")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "artifacts", "folder"})
  void everyStoreGivesTheSame(String driver) throws Exception {
    if (!driver.equals("artifacts")) {
      try (RepoStore store = RepoStores.open("repostore:" + driver + ":" + folder)) {
        fill(store);
        readsWhatGitReads(remote(store));
      }
      return;
    }
    try (HostServer server = serve();
        RepoStore store = open(server)) {
      fill(store);
      readsWhatGitReads(remote(store));
    }
  }

  private static void readsWhatGitReads(GitRemote remote) {
    List<Commit> commits = remote.log(ReadLog.head());
    assertThat(commits)
        .extracting(Commit::message)
        .map(String::strip)
        .containsExactly("Two", "All");
    for (String ref : new String[] {"main", null, commits.get(1).hash()}) {
      try (Snapshot git = remote.read(ref)) {
        for (String path : List.of("", "src", "src/d1")) {
          String below = path.isEmpty() ? "" : path + "/";
          assertThat(remote.list(ref, path).orElseThrow())
              .extracting(entry -> below + entry.name(), TreeEntry::type, TreeEntry::hash)
              .containsExactlyElementsOf(git.list(path).stream()
                  .map(entry ->
                      org.assertj.core.groups.Tuple.tuple(entry.path(), entry.type(), entry.hash()))
                  .toList());
        }
        assertThat(text(remote.file(ref, "src/d1/f1.txt").orElseThrow()))
            .isEqualTo(text(git.file("src/d1/f1.txt").orElseThrow()));
      }
    }
    assertThat(remote.list("main", "src").orElseThrow())
        .extracting(TreeEntry::type)
        .contains(EntryType.TREE, EntryType.SYMLINK);
    for (String none : List.of("nope", "README", "README/x", "src/link", "src/d1/f1.txt")) {
      assertThat(remote.list("main", none)).as(none).isEmpty();
    }
    assertThat(remote.list("nope", "")).isEmpty();
    assertThatExceptionOfType(PathRefusedException.class)
        .isThrownBy(() -> remote.list("main", "src/../.git"));
  }

  private static String text(Blob blob) {
    return new String(blob.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void onePathTakesARequestForEachFolderAndNoToken() throws Exception {
    try (HostServer server = filled();
        RepoStore store = open(server)) {
      GitRemote remote = remote(store);
      assertThat(remote.file("main", "src/d1/f1.txt")).hasValueSatisfying(Blob::close);
      assertThat(requests(1)).containsExactly("GET file");
      assertThat(remote.log(ReadLog.of("main"))).hasSize(2);
      assertThat(requests(1)).containsExactly("GET log");
      assertThat(remote.list("main", "src/d1").orElseThrow()).hasSize(2);
      assertThat(requests(4)).containsExactly("GET log", "GET tree", "GET tree", "GET tree");
    }
  }

  /** Whoever reads is let down by the store no later than by Git. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void limitsAndCancellationHold(boolean local) throws Exception {
    try (HostServer server = filled();
        RepoStore remote = open(server);
        RepoStore here = RepoStores.open("repostore:local:" + folder.resolve("here"))) {
      fill(here);
      GitRemote web = remote(local ? here : remote);
      String path = "src/d1/f1.txt"; // seven bytes
      GitLimits none = GitLimits.none();
      assertThat(text(web.withLimits(none.withBytes(7).withFileBytes(7))
              .file("main", path)
              .get()))
          .isEqualTo("changed");
      assertThatExceptionOfType(GitLimitException.class)
          .isThrownBy(() ->
              web.withLimits(none.withFileBytes(6)).file("main", path).get().readAllBytes())
          .satisfies(limit -> assertThat(limit.limit()).isEqualTo("fileBytes"));
      assertThatExceptionOfType(GitLimitException.class)
          .isThrownBy(
              () -> web.withLimits(none.withBytes(6)).file("main", path).get().readAllBytes())
          .satisfies(limit -> assertThat(limit.limit()).isEqualTo("bytes"));
      GitRemote late = web.withLimits(none.withTime(Duration.ofNanos(1)));
      GitRemote cancelled = web.withProgress(new Progress() {
        @Override
        public boolean cancelled() {
          return true;
        }
      });
      for (Function<GitRemote, Object> read : List.<Function<GitRemote, Object>>of(
          asked -> asked.log(ReadLog.head()),
          asked -> asked.list("main", "src"),
          asked -> asked.file("main", path))) {
        assertThatExceptionOfType(GitLimitException.class).isThrownBy(() -> read.apply(late));
        assertThatExceptionOfType(GitCancelledException.class)
            .isThrownBy(() -> read.apply(cancelled));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(GitCancelledException.class).isThrownBy(() -> read.apply(web));
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  /** Natively this would be a request for each of 32 folders and 62 files. */
  @Test
  void manyPathsTakeAFewRequestsOfGit() throws Exception {
    try (HostServer server = filled();
        RepoStore store = open(server)) {
      GitRemote remote = remote(store);
      try (Snapshot main = remote.read("main")) {
        assertThat(main.files()).hasSize(62).extracting(FileEntry::size).doesNotContain(-1L);
      }
      assertFew();
      try (Snapshot main = remote.read("main")) {
        assertThat(main.grep(Grep.text("needle"))).hasSize(59);
      }
      assertFew();
      assertThat(remote
              .diff(Diff.between("main", remote.log(ReadLog.head()).get(1).hash()))
              .text())
          .contains("+needle 1");
      assertFew();
      assertThat(store.tokens("web", ListTokens.active()).items())
          .as("the token the repo was made with")
          .hasSize(1);
    }
  }

  private void assertFew() throws InterruptedException {
    List<String> requests = requests(5);
    assertThat(requests).hasSizeLessThan(13).doesNotContain("GET tree", "GET blob", "GET file");
  }

  /** A server that has answered nothing yet, with a repo that was filled through another. */
  private HostServer filled() {
    try (HostServer first = serve();
        RepoStore store = open(first)) {
      fill(store);
    }
    log.clear();
    return serve();
  }

  private HostServer serve() {
    return HostServer.start(
        HostSettings.in(folder.resolve("data")),
        ServerSettings.withToken(API_TOKEN).withLog(log::add));
  }

  private static RepoStore open(HostServer server) {
    return RepoStores.open(
        "repostore:artifacts:acc/default?base-url=" + server.url() + "/client/v4", API_TOKEN);
  }

  /** What was asked since the last time, at least so much; the log may lag behind the answers. */
  private List<String> requests(int atLeast) throws InterruptedException {
    List<String> routes = new ArrayList<>();
    while (true) {
      String line = log.poll(routes.size() < atLeast ? 10_000 : 200, TimeUnit.MILLISECONDS);
      if (line == null) {
        return routes;
      }
      MatchResult route = ROUTE.matcher(line).results().findFirst().orElseThrow();
      routes.add(route.group(1) + " "
          + route.group(2).replaceFirst(".*/web(\\.git)?/", "").replaceFirst("/.*", ""));
    }
  }
}
