package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStores;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

  @TempDir
  Path folder;

  private Path file;
  private Desk desk;

  @BeforeEach
  void start() {
    file = folder.resolve("audit.jsonl");
    desk = desk();
  }

  private Desk desk() {
    return Desk.on(
        Map.of("main", () -> RepoStores.open("repostore:local:" + folder.resolve("data"))),
        folder.resolve("work"),
        options -> options.withAudit(file));
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void everyCallIsALineWithoutBodiesAndSecrets() throws IOException {
    desk.ok("create_repo", Map.of("name", "hello"));
    desk.ok(
        "commit_files",
        Map.of(
            "repo",
            "hello",
            "message",
            "first",
            "changes",
            List.of(Map.of("path", "a", "text", "the body"))));
    desk.fails("get_repo", Map.of("repo", "nobody"));
    String text = Files.readString(file);
    assertThat(text.lines()).hasSize(3);
    assertThat(text)
        .contains("\"tool\":\"create_repo\"", "\"outcome\":\"ok\"", "\"outcome\":\"not_found\"")
        .doesNotContain("the body", "first");
    assertThat(AuditFile.verify(file)).isEqualTo(new AuditFile.Verdict(3, null));
  }

  @Test
  void everyChangedByteIsFound() throws IOException {
    desk.ok("create_repo", Map.of("name", "hello"));
    desk.ok("get_repo", Map.of("repo", "hello"));
    byte[] written = Files.readAllBytes(file);
    for (int at = 0; at < written.length; at++) {
      for (int mask : new int[] {0x01, 0x07, 0x20, 0x80}) {
        byte[] changed = written.clone();
        changed[at] ^= (byte) mask;
        Path copy = Files.write(folder.resolve("copy"), changed);
        assertThat(AuditFile.verify(copy).whole())
            .as("byte %d changed by %02x", at, mask)
            .isFalse();
      }
    }
  }

  @Test
  void linesTakenOutOrSwappedAreFound() throws IOException {
    for (int i = 0; i < 4; i++) {
      desk.ok("list_repos", Map.of());
    }
    var lines = Files.readAllLines(file);
    Path copy = folder.resolve("copy");
    Files.writeString(copy, lines.get(0) + "\n" + lines.get(2) + "\n" + lines.get(3) + "\n");
    assertThat(AuditFile.verify(copy)).isEqualTo(new AuditFile.Verdict(1, 2L));
    Files.writeString(copy, lines.get(1) + "\n" + lines.get(0) + "\n");
    assertThat(AuditFile.verify(copy)).isEqualTo(new AuditFile.Verdict(0, 1L));
  }

  @Test
  void whatAKilledServerLeftOfALineIsCutOff() throws IOException {
    desk.ok("list_repos", Map.of());
    desk.close();
    Files.writeString(file, "{\"seq\":2,\"ti", StandardOpenOption.APPEND);
    assertThat(AuditFile.verify(file).whole()).isFalse();
    desk = desk();
    desk.ok("list_repos", Map.of());
    assertThat(AuditFile.verify(file)).isEqualTo(new AuditFile.Verdict(3, null));
    assertThat(Files.readAllLines(file).get(1)).contains("\"torn_line_cut_off\":{\"bytes\":12}");
  }

  @Test
  void aLineOfWhichTheEndIsGoneIsNotReplacedInSilence() throws IOException {
    desk.ok("list_repos", Map.of());
    desk.ok("create_repo", Map.of("name", "hello"));
    desk.close();
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(cut.length() - 30);
    }
    desk = desk();
    desk.ok("list_repos", Map.of());
    assertThat(Files.readAllLines(file).get(1)).contains("torn_line_cut_off");
    assertThat(AuditFile.verify(file)).isEqualTo(new AuditFile.Verdict(3, null));
  }

  @Test
  void theStoreIsNamedAndWhyAFileCannotBeWritten() throws IOException {
    desk.ok("list_repos", Map.of());
    assertThat(Files.readString(file)).contains("\"store\":\"main\"");
    desk.close();
    file = folder.resolve("nowhere").resolve("audit");
    desk = desk();
    assertThat(desk.error("list_repos", Map.of()).get("message").toString())
        .contains("the folder of", "is not there");
  }

  /** A hundred megabytes that are no audit at all: whoever read them would say so. */
  @Test
  void aLongFileIsGoneOnWithByItsEnd() throws IOException {
    desk.ok("list_repos", Map.of());
    desk.ok("list_repos", Map.of());
    desk.close();
    byte[] lines = Files.readAllBytes(file);
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      longer.setLength(100 << 20);
      longer.seek(longer.length());
      longer.write('\n');
      longer.write(lines);
      longer.writeBytes("{\"seq\":3,\"ti");
    }
    desk = desk();
    desk.ok("list_repos", Map.of());
    desk.ok("list_repos", Map.of());
    desk.close();
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) (longer.length() - (100 << 20) - 1)];
      longer.seek((100 << 20) + 1);
      longer.readFully(end);
      Files.write(file, end);
    }
    assertThat(AuditFile.verify(file)).isEqualTo(new AuditFile.Verdict(5, null));
  }

  @Test
  void nothingIsAddedToALastLineThatWasChanged() throws IOException {
    for (int i = 0; i < 3; i++) {
      desk.ok("list_repos", Map.of());
    }
    desk.close();
    List<String> lines = Files.readAllLines(file);
    for (List<String> changed : List.of(
        List.of(lines.get(0), lines.get(1), lines.get(2).replace("\"ok\"", "\"on\"")),
        List.of(lines.get(0), lines.get(2)),
        List.of(lines.get(1)),
        List.of("x"),
        List.of(""),
        List.of("x".repeat(2 << 20)))) {
      Files.write(file, changed);
      desk = desk();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThat(desk.error("list_repos", Map.of()).get("message").toString())
            .contains("audit verify");
      }
      assertThat(Files.readAllLines(file)).isEqualTo(changed);
      desk.close();
    }
  }

  @Test
  void whatCannotBeWrittenDownIsNotDone() throws IOException {
    Files.createDirectory(file);
    assertThat(desk.fails("create_repo", Map.of("name", "hello"))).isEqualTo("audit_unusable");
    Files.delete(file);
    assertThat(desk.ok("list_repos", Map.of())).containsEntry("repos", List.of());
  }

  @Test
  void twoServersDoNotShareAFile() {
    desk.ok("list_repos", Map.of());
    try (Desk second = desk()) {
      assertThat(second.fails("list_repos", Map.of())).isEqualTo("audit_unusable");
    }
  }

  /** As a client that takes its call back: the thread is interrupted, whatever it is at. */
  @Test
  void aCancelledCallIsWrittenDownAndSoIsAllThatFollows() throws IOException {
    desk.ok("list_repos", Map.of());
    Tool interrupted = desk.tool("create_repo").with(call -> {
      Thread.currentThread().interrupt();
      throw new InterruptedException();
    });
    desk.call(interrupted, Map.of("name", "a"), new Gone());
    assertThat(Thread.interrupted()).isTrue();
    desk.ok("create_repo", Map.of("name", "hello"));
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .element(1)
        .asString()
        .contains("\"outcome\":\"cancelled\"");
    assertThat(AuditFile.verify(file)).isEqualTo(new AuditFile.Verdict(3, null));
  }

  @Test
  void aCallThatIsCancelledBeforeTheFileIsOpenDoesNotCloseIt() throws IOException {
    Thread.currentThread().interrupt();
    desk.call("list_repos", Map.of(), new Gone());
    assertThat(Thread.interrupted()).isTrue();
    desk.ok("list_repos", Map.of());
    assertThat(AuditFile.verify(file)).isEqualTo(new AuditFile.Verdict(2, null));
  }

  private static final class Gone extends Desk.Mute {
    @Override
    public boolean cancelled() {
      return true;
    }
  }

  @Test
  void aFileThatWasRemovedOrReplacedEndsAllCalls() throws IOException {
    desk.ok("create_repo", Map.of("name", "hello"));
    byte[] written = Files.readAllBytes(file);
    Files.delete(file);
    requireUnusable("was removed or replaced");
    Files.write(file, written);
    requireUnusable("was removed or replaced");
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
  }

  @Test
  void aFileThatSomebodyElseWritesToEndsAllCalls() throws IOException {
    desk.ok("create_repo", Map.of("name", "hello"));
    Files.writeString(file, "and more", StandardOpenOption.APPEND);
    requireUnusable("was changed by somebody else");
  }

  @Test
  void whatIsNoPlainFileIsNoAudit() {
    desk.close();
    file = Path.of("/dev/null");
    desk = desk();
    requireUnusable("is not a plain file");
  }

  private void requireUnusable(String why) {
    Map<?, ?> error = desk.error("create_repo", Map.of("name", "more"));
    assertThat(error.get("code")).isEqualTo("audit_unusable");
    assertThat(error.get("message").toString()).contains(why).endsWith(". Ask whoever runs it.");
    assertThat(desk.gate().stores().get("main").find("more")).isEmpty();
  }

  /** It may be removed in the middle of a call, too: that one is done, and nobody hears of it. */
  @Test
  void whatIsDoneAndCannotBeWrittenIsNotTold() throws IOException {
    desk.ok("create_repo", Map.of("name", "hello"));
    Tool removes = desk.tool("list_repos").with(call -> {
      Files.delete(file);
      return Answer.of("repos", List.of("secret"));
    });
    Outcome outcome = desk.call(removes, Map.of(), new Desk.Mute());
    assertThat(outcome.fields().toString())
        .contains("audit_unusable", "(this call had ended already: ok)")
        .doesNotContain("secret");
    assertThat(desk.fails("list_repos", Map.of())).isEqualTo("audit_unusable");
  }

  @Test
  void whatStillRunsWhenTheServerEndsIsWrittenDown() throws IOException {
    Tool ends = desk.tool("list_repos").with(call -> {
      desk.close();
      return Answer.of("repos", List.of());
    });
    desk.call(ends, Map.of(), new Desk.Mute());
    assertThat(Files.readString(file)).contains("\"outcome\":\"unfinished\"");
    assertThat(AuditFile.verify(file)).isEqualTo(new AuditFile.Verdict(1, null));
  }
}
