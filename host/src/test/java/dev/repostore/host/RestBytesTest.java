package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes that answer a file's bytes: length, ETag, parts, HEAD. */
class RestBytesTest {

  @TempDir
  static Path folder;

  private static TestServer server;
  private static TestContent content;
  private static String readme;
  private static String large;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.strict(folder.resolve("data"));
    content = new TestContent(new TestSpace(server, "content"), "demo", folder);
    readme = content.space.repo("demo") + "/raw/main/README.md";
    large = content.space.repo("demo") + "/file?ref=main&path=large.bin";
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer get(String path, String header, String value) {
    return server.send(server.request(path).header(header, value).GET());
  }

  @Test
  void aFileComesWithItsLengthAndItsHashAsETag() {
    Answer file = server.get(readme);
    assertThat(file.header("etag")).isEqualTo('"' + content.readme + '"');
    assertThat(file.header("content-length")).isEqualTo("7");
    assertThat(file.header("accept-ranges")).isEqualTo("bytes");
  }

  @Test
  void aLargeFileComesWhole() {
    Answer file = server.get(large);
    assertThat(file.header("content-length")).isEqualTo("300000");
    assertThat(file.http().body()).isEqualTo(content.large);
  }

  @Test
  void theSameFileHasTheSameETagByEveryRoute() {
    String repo = content.space.repo("demo");
    assertThat(server.get(repo + "/blob/" + content.readme).header("etag"))
        .isEqualTo(server.get(repo + "/file?ref=v1&path=README.md").header("etag"))
        .isEqualTo(server.get(readme).header("etag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "*", "\"other\", %s", "\"a\",W/%s,\"b\""})
  void aClientThatHasTheFileIsToldSo(String tags) {
    Answer same = get(readme, "If-None-Match", tags.formatted('"' + content.readme + '"'));
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(same.header("etag")).isEqualTo('"' + content.readme + '"');
  }

  @Test
  void aClientThatHasAnotherFileGetsThisOne() {
    assertThat(get(readme, "If-None-Match", "\"other\"").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 9",
    "bytes=10-, 10, 299999",
    "bytes=-5, 299995, 299999",
    "bytes=299999-400000, 299999, 299999",
    "bytes=-400000, 0, 299999",
    "bytes=1000-200999, 1000, 200999"
  })
  void aPartIsSentAlone(String range, int first, int last) {
    Answer part = get(large, "Range", range);
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("content-range")).isEqualTo("bytes " + first + "-" + last + "/300000");
    assertThat(part.http().body()).isEqualTo(Arrays.copyOfRange(content.large, first, last + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=300000-", "bytes=-0", "bytes=999999-1000000"})
  void aPartTheFileDoesNotHaveIsRefused(String range) {
    Answer refused = get(large, "Range", range);
    assertThat(refused.status()).isEqualTo(416);
    assertThat(refused.header("content-range")).isEqualTo("bytes */300000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=0-1,5-6", "lines=1-2", "bytes=5-1", "bytes=-", "bytes", "bytes=a-b"})
  void aRangeThatIsNotOnePartIsIgnored(String range) {
    Answer whole = get(large, "Range", range);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.http().body()).hasSize(300_000);
  }

  @Test
  void aPartOfAnotherVersionIsNotMixedIn() {
    Answer whole = server.send(server
        .request(large)
        .header("Range", "bytes=0-9")
        .header("If-Range", "\"other\"")
        .GET());
    assertThat(whole.status()).isEqualTo(200);
    String etag = whole.header("etag");
    Answer part = server.send(server
        .request(large)
        .header("Range", "bytes=0-9")
        .header("If-Range", etag)
        .GET());
    assertThat(part.status()).isEqualTo(206);
  }

  @Test
  void headTellsTheLengthAlone() {
    Answer head = server.send(server.request(large).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("content-length")).isEqualTo("300000");
    assertThat(head.http().body()).isEmpty();
  }

  @Test
  void aSymbolicLinkIsItsTarget() {
    Answer link = server.get(content.space.repo("demo") + "/raw/main/link");
    assertThat(link.text()).isEqualTo("README.md");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//b", "/a", "a/", ".", "a/../b"})
  void aPathThatLeadsNowhereIsRefused(String path) {
    Answer refused = server.get(content.space.repo("demo") + "/file?ref=main&path=" + path);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.pointer()).isEqualTo("/path");
  }

  @Test
  void anEmptyRepoHasNoFiles() {
    TestSpace space = new TestSpace(server, "empty");
    space.created("none");
    assertThat(server.get(space.repo("none") + "/file?ref=main&path=a").status())
        .isEqualTo(404);
    assertThat(server.get(space.repo("none") + "/log").results()).isEmpty();
  }

  @Test
  void aFileThatIsDamagedIsNotSentInPart() throws Exception {
    TestContent damaged =
        new TestContent(new TestSpace(server, "damaged"), "demo", folder.resolve("damaged"));
    String id = server.get(damaged.space.repo("demo")).result().getString("id");
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder.resolve("data").resolve("repos"))) {
      files = all.filter(file -> file.toString().contains(id + ".git/objects"))
          .filter(file -> Files.isRegularFile(file) && !isIndex(file))
          .toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      file.toFile().setWritable(true);
      byte[] bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, Math.min(12, bytes.length), bytes.length, (byte) 0);
      Files.write(file, bytes);
    }
    Answer broken = server.get(damaged.space.repo("demo") + "/raw/main/large.bin");
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.code()).isEqualTo(10400);
    assertThat(broken.header("x-request-id")).isNotNull();
    assertThat(broken.header("etag")).isNull();
    assertThat(server.awaitLine("\"error\"")).contains(broken.header("x-request-id"));
  }

  private static boolean isIndex(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".idx") || name.endsWith(".bitmap") || name.endsWith(".rev");
  }
}
