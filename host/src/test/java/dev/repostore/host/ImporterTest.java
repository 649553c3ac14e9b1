package dev.repostore.host;

import static dev.repostore.host.GitCommand.fsck;
import static dev.repostore.host.GitCommand.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ImporterTest {

  private static final String ADVERTISEMENT = "application/x-git-upload-pack-advertisement";
  private static final byte[] SERVICE =
      "001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.UTF_8);
  private static final String RESULT = "application/x-git-upload-pack-result";

  @TempDir
  Path temp;

  private PublicServer server;
  private Path source;
  private Path target;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    Path root = Files.createDirectory(temp.resolve("served"));
    server = new PublicServer(root);
    source = root.resolve("src.git");
    git(root, "init", "-q", "--bare", "-b", "trunk", "src.git");
    target = temp.resolve("target.git");
    BareFolder.make(target, "main");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bringsEveryRefThatPeopleMadeAndTheRemotesHead() throws IOException {
    fill();

    assertThat(run(request()).defaultBranch()).isEqualTo("trunk");

    assertThat(git(target, "for-each-ref", "--format=%(refname) %(objectname)"))
        .isEqualTo(git(source, "for-each-ref", "--format=%(refname) %(objectname)")
            .replaceAll("(?m)^refs/pull/.*\\R", ""));
    assertThat(git(target, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");
    fsck(target);
    assertThat(Files.isRegularFile(target.resolve("packed-refs"))).isTrue();
  }

  @Test
  void aServerOfTheOldProtocolIsFine() throws IOException {
    fill();
    server.speakOldProtocol();

    assertThat(run(request()).defaultBranch()).isEqualTo("trunk");
    fsck(target);
  }

  @Test
  void underLiveQuirksTheDefaultBranchIsSaidToBeMain() throws IOException {
    fill();

    assertThat(run(request(), settings().withLiveQuirks(true)).defaultBranch()).isEqualTo("main");
    assertThat(git(target, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");
  }

  @Test
  void oneBranchComesAloneWithTheTagsInItsHistory() throws IOException {
    fill();

    assertThat(run(request().withBranch("side/x")).defaultBranch()).isEqualTo("side/x");

    assertThat(git(target, "for-each-ref", "--format=%(refname)").lines())
        .containsExactly("refs/heads/side/x", "refs/tags/light", "refs/tags/v1");
    assertThat(git(target, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/side/x");
    fsck(target);
  }

  @Test
  void aDepthCutsEveryTip() throws IOException {
    fill();

    run(request().withDepth(1));

    assertThat(git(target, "log", "--format=%s", "trunk")).isEqualTo("c3");
    assertThat(git(target, "rev-parse", "--is-shallow-repository")).isEqualTo("true");
    fsck(target);
    assertThat(new ContentReader(new FileRepository(target.toFile())).log(null, 10, 0))
        .hasSize(1);
  }

  @Test
  void aBranchAndADepthTogether() throws IOException {
    fill();

    run(request().withBranch("side/x").withDepth(1));

    assertThat(git(target, "for-each-ref", "--format=%(refname)").lines())
        .containsExactly("refs/heads/side/x", "refs/tags/light", "refs/tags/v1");
    assertThat(git(target, "log", "--format=%s", "side/x")).isEqualTo("c2");
    fsck(target);
  }

  @Test
  void anEmptyRemoteMakesAnEmptyRepo() {
    assertThat(run(request()).defaultBranch()).isEqualTo("main");
    assertThat(git(target, "for-each-ref")).isEmpty();
  }

  @Test
  void aMissingBranchIsNamed() throws IOException {
    fill();

    InvalidRequestException refused = refused(request().withBranch("nope"));

    assertThat(refused.field()).contains("branch");
    assertThat(refused).hasMessageContaining("'nope'");
  }

  @Test
  void plainHttpIsRefusedInTheLiveWords() {
    InvalidRequestException refused =
        refused(ImportRepo.from(URI.create("http://" + PublicServer.HOST + "/src.git"), "new"));

    assertThat(refused.field()).contains("url");
    assertThat(refused.host().orElseThrow().code()).isEqualTo(10100);
    assertThat(refused.host().orElseThrow().text()).isEqualTo("Must be an HTTPS URL");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aStatusSaysWhatIsWrong() {
    Map<Integer, Integer> codes = Map.of(
        401, 10106, 403, 10106, 404, 10104, 410, 10104, 400, 10104, 429, 10401, 500, 10401, 503,
        10401);
    codes.forEach((status, code) -> {
      server.on("/src.git/info/refs", PublicServer.status(status));

      RepoStoreException failure = failure(request());

      assertThat(failure.host().orElseThrow().code()).as("status %s", status).isEqualTo(code);
      assertThat(failure.retryable()).isEqualTo(code == 10401);
      assertThat(failure).hasMessageContaining(request().url().toString());
    });
  }

  @Test
  void aLoginPromptNamesTheUrlAndTheStatus() {
    server.on("/src.git/info/refs", exchange -> {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
      exchange.sendResponseHeaders(401, -1);
    });

    assertThat(refused(request()))
        .hasMessage("Remote https://git.public.test/src.git returned HTTP 401; "
            + "only public repositories can be imported.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", ADVERTISEMENT})
  void whatIsNotGitIsRefused(String type) {
    server.on(
        "/src.git/info/refs",
        PublicServer.answer(type, "<html>hello</html>".getBytes(StandardCharsets.UTF_8)));

    assertThat(refused(request()).host().orElseThrow().code()).isEqualTo(10104);
  }

  @Test
  void aServerOfPlainFilesIsNotWalked() {
    server.on("/src.git/info/refs", PublicServer.answer("text/plain", new byte[0]));

    assertThat(refused(request()).host().orElseThrow().code()).isEqualTo(10104);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void garbageInPlaceOfAPackIsRefused() throws IOException {
    fill();
    server.on("/src.git/git-upload-pack", exchange -> {
      if (server.requests.size() < 3) {
        PublicServer.backend(source.getParent(), exchange);
      } else {
        PublicServer.answer(RESULT, new byte[1000]).handle(exchange);
      }
    });

    assertThat(failure(request())).isInstanceOf(RepoStoreException.class);
    assertThat(git(target, "for-each-ref")).isEmpty();
  }

  @Test
  void aRemoteThatTalksWithoutEndIsCutOff() throws IOException {
    fill();
    byte[] talk = ("ea64\u0002" + "z".repeat(59_999)).getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes("000dpackfile\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 20; i++) {
      answer.writeBytes(talk);
    }
    server.on("/src.git/git-upload-pack", exchange -> {
      if (server.requests.size() < 3) {
        PublicServer.backend(source.getParent(), exchange);
      } else {
        PublicServer.answer(RESULT, answer.toByteArray()).handle(exchange);
      }
    });

    assertThat(refused(request())).hasMessageContaining("more messages");
  }

  @Test
  void aSubmoduleThatIsATrapIsRefused() throws IOException {
    Path evil = temp.resolve("evil");
    Files.writeString(evil, "[submodule \"x\"]\n\tpath = x\n\turl = -u./x\n");
    String blob = git(source, "hash-object", "-w", evil.toString());
    Files.writeString(evil, "100644 blob " + blob + "\t.gitmodules\n");
    String tree = gitFrom(evil, "mktree");
    git(source, "update-ref", "refs/heads/trunk", git(source, "commit-tree", "-m", "evil", tree));

    assertThat(refused(request())).hasMessageContaining("breaks Git's rules");
  }

  @Test
  void anObjectThatBreaksGitsRulesIsRefused() throws IOException {
    Path evil = temp.resolve("evil");
    Files.writeString(evil, "x");
    String blob = git(source, "hash-object", "-w", evil.toString());
    Files.writeString(evil, "100644 blob " + blob + "\t.git\n");
    String tree = gitFrom(evil, "mktree");
    git(source, "update-ref", "refs/heads/trunk", git(source, "commit-tree", "-m", "evil", tree));

    assertThat(refused(request())).hasMessageContaining("breaks Git's rules");
    assertThat(git(target, "for-each-ref")).isEmpty();
  }

  @Test
  void aFileOrARepoThatIsTooLargeIsRefused() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    commit("trunk", "c1", noise);

    assertThat(refused(request(), limits(100_000, 1 << 30, 60)))
        .hasMessageContaining("a file larger than the 100000 bytes");
    assertThat(refused(request(), limits(1 << 20, 150_000, 60)))
        .hasMessageContaining("larger than the 150000 bytes");
    assertThat(run(request(), limits(200_000, 300_000, 60)).defaultBranch()).isEqualTo("trunk");
  }

  @Test
  void anEndlessListOfRefsIsCutOff() {
    server.on("/src.git/info/refs", exchange -> {
      exchange.getResponseHeaders().set("Content-Type", ADVERTISEMENT);
      exchange.sendResponseHeaders(200, 0);
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 1000; i++) {
        lines.append("%04x%040x refs/heads/%010d\n".formatted(4 + 40 + 1 + 11 + 10 + 1, i + 1, i));
      }
      exchange.getResponseBody().write(SERVICE);
      byte[] block = lines.toString().getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 2000; i++) {
        exchange.getResponseBody().write(block);
      }
    });

    assertThat(failure(request())).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  @Timeout(20)
  void aServerThatDripsIsGivenUpInTime() {
    CountDownLatch over = new CountDownLatch(1);
    server.on("/src.git/info/refs", exchange -> {
      exchange.getResponseHeaders().set("Content-Type", ADVERTISEMENT);
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(SERVICE, 0, SERVICE.length - 4);
      while (await(over, 50)) {
        exchange.getResponseBody().write("0009done\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
    });
    long before = System.nanoTime();

    StoreUnavailableException failure =
        (StoreUnavailableException) failure(request(), limits(1 << 20, 1 << 20, 1));
    over.countDown();

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.host().orElseThrow().code()).isEqualTo(10401);
    assertThat(failure).hasMessageContaining("not done after 1 seconds");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  @Timeout(20)
  void aServerThatSaysNothingIsGivenUpInTime() {
    CountDownLatch over = new CountDownLatch(1);
    server.on("/src.git/info/refs", exchange -> await(over, 30_000));

    RepoStoreException failure = failure(request(), limits(1 << 20, 1 << 20, 1));
    over.countDown();

    assertThat(failure.host().orElseThrow().code()).isEqualTo(10401);
  }

  @Test
  @Timeout(20)
  void interruptingCancels() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    server.on("/src.git/info/refs", exchange -> {
      asked.countDown();
      await(over, 30_000);
    });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread importing = new Thread(() -> {
      try {
        run(request());
      } catch (RepoStoreException stopped) {
        thrown.set(stopped);
        flag.set(Thread.currentThread().isInterrupted());
      }
    });
    importing.start();
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    importing.interrupt();
    importing.join(5_000);
    over.countDown();

    assertThat(thrown.get()).hasMessageContaining("was cancelled");
    assertThat(flag.get()).isTrue();
  }

  @Test
  void aNameWithAPrivateAddressIsNeverDialled() {
    for (String address : List.of(
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1")) {
      server.name(PublicServer.HOST, address);

      InvalidRequestException refused = refused(request());

      assertThat(refused.host().orElseThrow().code()).isEqualTo(10104);
      assertThat(refused).hasMessageContaining("not a public address");
    }
    assertThat(server.dialled).isEmpty();
  }

  @Test
  void aLiteralAddressIsNoWayAround() {
    for (String host : List.of(
        "127.0.0.1", "localhost", "localhost.", "2130706433", "[::1]", "[::ffff:7f00:1]", "0")) {
      URI url = URI.create("https://" + host + ":" + server.port() + "/src.git");

      assertThat(failure(ImportRepo.from(url, "new"))).isInstanceOf(InvalidRequestException.class);
    }
    assertThat(server.dialled).isEmpty();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aRedirectIntoAPrivateAddressIsNotFollowed() {
    server.on(
        "/src.git/info/refs",
        PublicServer.redirect("https://127.0.0.1:" + server.port() + "/x.git/info/refs"));

    assertThat(refused(request())).hasMessageContaining("'127.0.0.1' is not a public address");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void aRedirectToAnotherPublicHostIsFollowedForThePackAsWell() throws IOException {
    fill();
    server.name("other.public.test", "93.184.216.35");
    server.on(
        "/old.git/info/refs", PublicServer.redirect("https://other.public.test/src.git/info/refs"));

    run(ImportRepo.from(server.url("/old.git"), "new"));

    fsck(target);
    assertThat(server.dialled).contains("93.184.216.34", "93.184.216.35");
  }

  @Test
  void aNameThatTurnsPrivateBetweenRequestsIsCaught() throws IOException {
    fill();
    server.on("/src.git/info/refs", exchange -> {
      server.name(PublicServer.HOST, "127.0.0.1");
      exchange.getResponseHeaders().set("Connection", "close");
      PublicServer.backend(source.getParent(), exchange);
    });

    assertThat(refused(request())).hasMessageContaining("not a public address");
  }

  @Test
  void redirectsEndAndStayOnHttps() {
    server.on("/loop.git/info/refs", PublicServer.redirect("/loop.git/info/refs"));
    server.on(
        "/plain.git/info/refs", PublicServer.redirect("http://git.public.test/src.git/info/refs"));

    assertThat(refused(ImportRepo.from(server.url("/loop.git"), "new")))
        .hasMessageContaining("redirects");
    assertThat(server.requests).hasSizeLessThan(8);
    assertThat(refused(ImportRepo.from(server.url("/plain.git"), "new")))
        .hasMessageContaining("redirects");
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    server.name("wrong.public.test", "93.184.216.34");
    URI url = URI.create("https://wrong.public.test/src.git");

    assertThat(refused(ImportRepo.from(url, "new"))).hasMessageContaining("certificate");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aCertificateNobodyKnowsIsRefused() {
    Outside strict = new Outside(server.outside().names(), server.outside().route(), null);

    RepoStoreException failure = catchThrowableOfType(
        RepoStoreException.class, () -> Importer.run(request(), target, settings(), strict));

    assertThat(failure).hasMessageContaining("certificate");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aHostThatIsNotThereIsUnavailable() {
    RepoStoreException failure =
        failure(ImportRepo.from(URI.create("https://nowhere.invalid/x.git"), "new"));

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.host().orElseThrow().code()).isEqualTo(10401);
  }

  private static boolean await(CountDownLatch over, long millis) {
    try {
      return !over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      return false;
    }
  }

  /** Three commits on trunk, two of them on side/x, tags, a note and a pull request. */
  private void fill() throws IOException {
    commit("trunk", "c1", new byte[] {1});
    String second = commit("trunk", "c2", new byte[] {2});
    git(source, "update-ref", "refs/heads/side/x", second);
    git(source, "tag", "-a", "-m", "one", "v1", second);
    git(source, "tag", "light", second);
    String third = commit("trunk", "c3", new byte[] {3});
    git(source, "tag", "-a", "-m", "three", "v3", third);
    git(source, "update-ref", "refs/notes/commits", second);
    git(source, "update-ref", "refs/custom/x", second);
    git(source, "update-ref", "refs/pull/1/head", third);
  }

  private String commit(String branch, String message, byte[] bytes) throws IOException {
    Path file = temp.resolve("file");
    Files.write(file, bytes);
    String blob = git(source, "hash-object", "-w", file.toString());
    Files.writeString(file, "100644 blob " + blob + "\ta\n");
    String tree = gitFrom(file, "mktree");
    String ref = "refs/heads/" + branch;
    boolean first = git(source, "for-each-ref", ref).isEmpty();
    String commit = first
        ? git(source, "commit-tree", "-m", message, tree)
        : git(source, "commit-tree", "-m", message, "-p", ref, tree);
    git(source, "update-ref", ref, commit);
    return commit;
  }

  private String gitFrom(Path input, String command) {
    return git(source, "-c", "alias.from=!git " + command + " < " + input, "from");
  }

  private ImportRepo request() {
    return ImportRepo.from(server.url("/src.git"), "new");
  }

  private HostSettings settings() {
    return HostSettings.in(temp);
  }

  private HostSettings limits(long file, long repo, int seconds) {
    return settings().withLimits(new HostLimits(file, repo, 2000, Duration.ofSeconds(seconds)));
  }

  private Importer.Imported run(ImportRepo request) {
    return run(request, settings());
  }

  private Importer.Imported run(ImportRepo request, HostSettings settings) {
    return Importer.run(request, target, settings, server.outside());
  }

  private InvalidRequestException refused(ImportRepo request) {
    return refused(request, settings());
  }

  private InvalidRequestException refused(ImportRepo request, HostSettings settings) {
    RepoStoreException failure = failure(request, settings);
    assertThat(failure).isInstanceOf(InvalidRequestException.class);
    return (InvalidRequestException) failure;
  }

  private RepoStoreException failure(ImportRepo request) {
    return failure(request, settings());
  }

  private RepoStoreException failure(ImportRepo request, HostSettings settings) {
    return catchThrowableOfType(RepoStoreException.class, () -> run(request, settings));
  }
}
