package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Answers are snapshots: nothing in them changes or is missing. */
class AnswersTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final URI REMOTE = URI.create("http://host/a.git");

  @Test
  void aPageKeepsItsRows() {
    List<String> rows = new ArrayList<>(List.of("a"));
    Page<String> page = Page.last(rows);
    rows.add("b");
    assertThat(page.items()).containsExactly("a").isUnmodifiable();
    assertThat(page.next()).isEmpty();
    assertThat(new Page<>(rows, "c").next()).contains("c");
    assertThatNullPointerException().isThrownBy(() -> Page.last(Arrays.asList("a", null)));
  }

  @Test
  void aStoreKeepsItsCapabilities() {
    Set<Capability> given = EnumSet.of(Capability.FORK);
    StoreInfo info = new StoreInfo("d", "here", "ns", given);
    given.add(Capability.IMPORT);
    assertThat(info.capabilities()).containsExactly(Capability.FORK).isUnmodifiable();
    assertThat(info.can(Capability.IMPORT)).isFalse();
    assertThat(info.without(Capability.FORK, Capability.IMPORT).capabilities()).isEmpty();
    assertThat(new StoreInfo("d", "here", "ns", Set.of()).capabilities()).isEmpty();
  }

  @Test
  void aRepoSaysAllThatMustBeSaid() {
    RepoInfo info =
        new RepoInfo("1", "a", null, "main", NOW, NOW, null, null, false, RepoStatus.READY, REMOTE);
    assertThat(info.withName("b").name()).isEqualTo("b");
    assertThat(info.withName("b").withName("a")).isEqualTo(info);
    assertThatNullPointerException().isThrownBy(() -> info.withName(null)).withMessage("name");
  }

  @Test
  void aCreatedRepoMayHaveAToken() {
    Token token = new Token(null, Secret.of("s"), Scope.WRITE, NOW);
    CreatedRepo created = new CreatedRepo("1", "a", null, "main", REMOTE, token, 3L);
    assertThat(created.firstToken()).contains(token);
    assertThat(created.withName("b"))
        .isEqualTo(new CreatedRepo("1", "b", null, "main", REMOTE, token, 3L));
    assertThat(new CreatedRepo("1", "a", null, "main", REMOTE, null, null).firstToken())
        .isEmpty();
  }

  @Test
  void aCheckedTokenIsValidOrNot() {
    assertThat(TokenCheck.INVALID).isEqualTo(new TokenCheck(false, null, null));
    assertThat(TokenCheck.valid(Scope.READ, NOW)).isEqualTo(new TokenCheck(true, Scope.READ, NOW));
  }

  @Test
  void anEntrysModeIsGits() {
    assertThat(EntryType.values())
        .extracting(EntryType::mode)
        .containsExactly("100644", "100755", "120000", "160000", "40000");
  }

  @Test
  void aBlobGivesItsBytesAndCloses() {
    AtomicBoolean closed = new AtomicBoolean();
    Blob blob = new Blob(
        new ByteArrayInputStream("hi".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed.set(true);
          }
        },
        2);
    assertThat(blob.size()).isEqualTo(2);
    assertThat(blob.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hi");
    assertThat(closed).isTrue();
  }

  @Test
  void aBlobThatBreaksOffSaysSo() {
    InputStream broken = new PipedInputStream(); // nobody writes to it
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> new Blob(broken, -1).readAllBytes())
        .withRootCauseInstanceOf(IOException.class);
  }
}
