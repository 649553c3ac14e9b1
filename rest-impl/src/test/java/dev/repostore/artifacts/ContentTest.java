package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Blob;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what is in a repo. */
class ContentTest {

  private static final String HASH = "a".repeat(40);
  private static final String REPO_GONE = "Repository not found";

  private final FakeHost host = new FakeHost();
  private final ArtifactsStore store = host.open(new FakePace());
  private final RepoContent content = store.content("r");

  @AfterEach
  void close() {
    assertThat(host.usedUp()).isTrue();
    store.close();
    host.close();
  }

  @Test
  void aBlobComesWithItsSize() {
    host.then(200, "some bytes");
    try (Blob blob = content.blob(HASH).orElseThrow()) {
      assertThat(blob.size()).isEqualTo(10);
      assertThat(blob.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("some bytes");
    }
    assertThat(host.lines()).containsExactly("GET /repos/r/blob/" + HASH);
  }

  @Test
  void anEmptyFileIsAFile() {
    host.then(200, "");
    assertThat(content.file("feature/x", "a b/ü&.txt").orElseThrow().readAllBytes())
        .isEmpty();
    assertThat(host.lines())
        .containsExactly("GET /repos/r/file?ref=feature%2Fx&path=a%20b%2F%C3%BC%26.txt");
  }

  @Test
  void whatTheHostSaysIsNotThereIsEmpty() {
    host.thenError(404, 10200, "Blob not found")
        .thenError(404, 10200, "File not found")
        .thenError(404, 10200, "Commit not found")
        .thenError(404, 10200, "Tree not found");
    assertThat(content.blob(HASH)).isEmpty();
    assertThat(content.file("main", "x")).isEmpty();
    assertThat(content.commit(HASH)).isEmpty();
    assertThat(content.tree(HASH)).isEmpty();
    assertThat(host.seen()).hasSize(4);
  }

  @Test
  void inOtherWordsTheRepoIsAskedFor() {
    host.thenError(404, 10200, "no such thing").thenFile(200, "get.json");
    assertThat(content.blob(HASH)).isEmpty();
    host.thenError(404, 10200, REPO_GONE).thenError(404, 10200, REPO_GONE);
    assertThatThrownBy(() -> content.blob(HASH)).isInstanceOf(NotFoundException.class);
    host.thenError(404, 10200, REPO_GONE).thenError(404, 10200, REPO_GONE);
    assertThatThrownBy(() -> content.commit(HASH)).isInstanceOf(NotFoundException.class);
    host.thenError(404, 10200, REPO_GONE);
    assertThatThrownBy(() -> content.log(ReadLog.head())).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aCommitIsNoFolderAlthoughTheHostCallsItCorrupt() {
    String commit = FakeHost.resource("log.json").replace("[\n    {", "{").replace("}\n  ]", "}");
    host.thenError(500, 10400, "A stored git object is corrupt.").then(200, commit);
    assertThat(content.tree(HASH)).isEmpty();
    host.thenError(500, 10400, "A stored git object is corrupt.")
        .thenError(404, 10200, "Commit not found");
    assertThatThrownBy(() -> content.tree(HASH)).isInstanceOf(StoreUnavailableException.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "main", "abc", "g123456789012345678901234567890123456789", "../../x"})
  void aHashThatIsNoneIsRefusedBeforeAsking(String hash) {
    assertThatThrownBy(() -> content.blob(hash))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("hash"));
    assertThatThrownBy(() -> content.commit(hash)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> content.tree(hash)).isInstanceOf(InvalidRequestException.class);
    assertThat(host.seen()).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/./b", "a\0b"})
  void aPathThatIsNoneIsRefusedBeforeAsking(String path) {
    assertThatThrownBy(() -> content.file("main", path))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("path"));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void aRefIsNeeded() {
    assertThatThrownBy(() -> content.file(" ", "a"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("ref"));
  }
}
