package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host says besides the objects: it may be anything, and without end. */
@Timeout(60)
class HostileWordsTest {

  private static final byte[] TEXT = "text\n".getBytes(StandardCharsets.UTF_8);
  private static final String LONG = "x".repeat(60_000);

  @TempDir
  Path folder;

  private HostileServer server;
  private Path clone;

  @BeforeEach
  void start() throws Exception {
    clone = folder.resolve("clone");
    server = new HostileServer();
    server.refs(
        tip().name() + " HEAD symref-target:refs/heads/main", tip().name() + " refs/heads/main");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static byte[] tree() throws Exception {
    return Lies.tree("100644", "f", Lies.id(Constants.OBJ_BLOB, TEXT));
  }

  private static byte[] commit() throws Exception {
    return Lies.commit(Lies.id(Constants.OBJ_TREE, tree()));
  }

  private static ObjectId tip() throws Exception {
    return Lies.id(Constants.OBJ_COMMIT, commit());
  }

  private static byte[] pack() throws Exception {
    return new Lies()
        .add(Constants.OBJ_BLOB, TEXT)
        .add(Constants.OBJ_TREE, tree())
        .add(Constants.OBJ_COMMIT, commit())
        .pack();
  }

  private Throwable cloned(GitLimits limits) {
    return catchThrowable(() -> GitRemote.at(server.url()).withLimits(limits).cloneInto(clone));
  }

  private void chatter(String text) {
    server.fetch(out -> {
      HostileServer.line(out, "packfile");
      while (true) {
        HostileServer.progress(out, text);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no end of it ", "Counting objects: 7\n", "remote says\r", "Receiving: 7% (7/9)\r"
      })
  void chatterEndsByTimeBytesAndCancellation(String text) throws Exception {
    chatter(text.repeat(1000));
    Throwable late = cloned(GitLimits.none().withTime(Duration.ofMillis(300)));
    assertThat(late).isInstanceOf(GitLimitException.class);
    assertThat(((GitLimitException) late).limit()).isEqualTo("time");
    Throwable much = cloned(GitLimits.none().withBytes(3_000_000));
    assertThat(much).isInstanceOf(GitLimitException.class);
    assertThat(((GitLimitException) much).limit()).isEqualTo("bytes");
    AtomicInteger asked = new AtomicInteger();
    Throwable cancelled = catchThrowable(() -> GitRemote.at(server.url())
        .withProgress(new Progress() {
          @Override
          public boolean cancelled() {
            return asked.incrementAndGet() > 500;
          }
        })
        .cloneInto(clone));
    assertThat(cancelled).isInstanceOf(GitCancelledException.class);
    assertThat(clone).doesNotExist();
  }

  /** A host may explain itself at length; nobody keeps that. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", ""})
  void chatterIsNotKept(String end) throws Exception {
    server.fetch(out -> {
      HostileServer.line(out, "packfile");
      for (int i = 0; i < 200; i++) {
        HostileServer.progress(out, LONG + end);
      }
      try {
        HostileServer.data(out, pack());
      } catch (Exception never) {
        throw new IllegalStateException(never);
      }
      HostileServer.flush(out);
    });
    GitRemote.at(server.url()).cloneInto(clone);
    new RealGit(clone.toRealPath()).requireSoundAndClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", ""})
  void whatIsNotTalkPassesAsItIs(String end) throws Exception {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ByteArrayOutputStream wanted = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) {
      HostileServer.progress(sent, LONG + end);
      for (OutputStream each : List.of(sent, wanted)) {
        HostileServer.line(each, "line " + i);
        HostileServer.data(each, new byte[i]);
        HostileServer.delimiter(each);
      }
    }
    for (OutputStream each : List.of(sent, wanted)) {
      HostileServer.flush(each);
      write(each, "PACK and what is in no packets");
    }
    byte[] calm = new CalmPackets(new ByteArrayInputStream(sent.toByteArray())).readAllBytes();
    assertThat(calm.length - wanted.size()).isBetween(1, CalmPackets.MOST);
    String all = new String(calm, StandardCharsets.ISO_8859_1);
    assertThat(all.replaceAll("[0-9a-f]{4}\u0002x+[\n\r]", ""))
        .isEqualTo(wanted.toString(StandardCharsets.ISO_8859_1));
  }

  @Test
  void progressIsShownWithoutWhatMovesACursor() throws Exception {
    server.fetch(out -> {
      HostileServer.line(out, "packfile");
      HostileServer.progress(out, "\u001b[2J\u202eCounting\u0007 ob\u009bjects: 1\n");
      HostileServer.progress(out, "Counting objects\u001b]0;evil\u0007: 50% (1/2)\r");
      HostileServer.progress(out, "Counting\nobjects: 99999999999999999999\n");
      HostileServer.progress(out, "Counting it: 50% (1/99999999999999999999)\n");
      HostileServer.progress(out, LONG + ": 3\n");
      HostileServer.progress(out, "Counting it: 100% (2147483647/-1)\n");
      try {
        HostileServer.data(out, pack());
      } catch (Exception never) {
        throw new IllegalStateException(never);
      }
      HostileServer.flush(out);
    });
    List<String> steps = new CopyOnWriteArrayList<>();
    GitRemote.at(server.url())
        .withProgress(new Progress() {
          @Override
          public void update(String step, long done, long total) {
            steps.add(step);
          }
        })
        .cloneInto(clone);
    assertThat(steps).isNotEmpty().allSatisfy(step -> {
      assertThat(step).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
      assertThat(step).hasSizeLessThan(200);
    });
  }

  private static final String EVIL =
      "no \u001b[31mway\u001b[0m\u202e\r\nToken: \u0007\u009b1m\u2028 gone";

  /** Wherever the protocol lets a host complain. */
  @Test
  void complaintsAreShownWithoutWhatMovesACursor() throws Exception {
    List<HostileServer.Words> complaints = List.of(
        out -> HostileServer.line(out, "ERR " + EVIL),
        out -> {
          HostileServer.line(out, "packfile");
          HostileServer.error(out, EVIL);
        },
        out -> {
          HostileServer.line(out, "packfile");
          HostileServer.error(out, (EVIL + " ").repeat(1500));
        },
        out -> HostileServer.line(out, EVIL));
    for (HostileServer.Words complaint : complaints) {
      server.fetch(complaint);
      requireHarmless(cloned(GitLimits.none()));
    }
    server.refs(complaints.get(0));
    requireHarmless(cloned(GitLimits.none()));
    server.refs(complaints.get(3));
    requireHarmless(cloned(GitLimits.none()));
    server.capabilities(complaints.get(0));
    requireHarmless(cloned(GitLimits.none()));
    server.capabilities(complaints.get(3));
    requireHarmless(cloned(GitLimits.none()));
    for (String head : List.of(
        "HTTP/1.1 500 " + EVIL.replace("\r\n", " ") + "\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: \u001b[31m\u0085text\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://\u001b[31m/x\r\nContent-Length: 0\r\n\r\n",
        "\u001b[31m no HTTP \r\n\r\n")) {
      server.raw(out -> out.write(head.getBytes(StandardCharsets.UTF_8)));
      requireHarmless(cloned(GitLimits.none()));
    }
  }

  private void requireHarmless(Throwable failed) {
    assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
    assertThat(failed.getMessage()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
    FaultWords.requireClear((GitException) failed);
    assertThat(clone).doesNotExist();
  }

  /** Answers that go on for ever, by all that HTTP has for it. */
  @Test
  void answersWithoutEndAreEnded() throws Exception {
    String git = "Content-Type: " + HostileServer.ADVERTISEMENT + "\r\n";
    byte[] megabyte = new byte[1 << 20];
    List<HostileServer.Words> endless = List.of(
        // a head
        out -> {
          write(out, "HTTP/1.1 200 OK\r\n");
          for (int i = 0; ; i++) {
            write(out, "X-" + i + ": " + LONG + "\r\n");
          }
        },
        // one line of a head
        out -> {
          write(out, "HTTP/1.1 200 OK\r\nX: ");
          while (true) {
            out.write(megabyte);
          }
        },
        // answers that are none yet
        out -> {
          while (true) {
            write(out, "HTTP/1.1 102 Processing\r\n\r\n");
          }
        },
        // a piece
        out -> {
          write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + git + "\r\n");
          while (true) {
            write(out, "1\r\na\r\n");
          }
        },
        // what is said of a piece
        out -> {
          write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + git + "\r\n1;");
          while (true) {
            write(out, LONG);
          }
        },
        // packets that say nothing
        out -> {
          write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n" + git + "\r\n");
          while (true) {
            write(out, "0004");
          }
        },
        out -> {
          write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n" + git + "\r\n");
          write(out, "000eversion 2\n");
          while (true) {
            write(out, "000cls-refs\n");
          }
        },
        // an error
        out -> {
          write(out, "HTTP/1.1 500 No\r\nConnection: close\r\n\r\n");
          while (true) {
            write(out, LONG);
          }
        });
    for (int i = 0; i < endless.size(); i++) {
      server.raw(endless.get(i));
      long before = System.nanoTime();
      Throwable failed = cloned(
          GitLimits.none().withTime(Duration.ofSeconds(1)).withSilence(Duration.ofMillis(500)));
      assertThat(failed).isInstanceOfAny(GitLimitException.class, RemoteUnavailableException.class);
      assertThat(failed.getMessage()).hasSizeLessThan(800);
      assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(4).toNanos());
      assertThat(clone).doesNotExist();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void redirectsInACircleAreLeft() throws Exception {
    server.raw(out -> write(
        out,
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + server.url()
            + "/info/refs?service=git-upload-pack\r\nConnection: close\r\n\r\n"));
    Throwable failed = cloned(GitLimits.none());
    requireHarmless(failed);
    assertThat(server.asked()).hasSizeLessThan(20);
  }

  /** Nobody has asked for that, so nobody unpacks it. */
  @Test
  void whatIsCompressedIsNotUnpacked() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 200; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    server.raw(out -> {
      write(
          out,
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: "
              + HostileServer.ADVERTISEMENT + "\r\nConnection: close\r\n\r\n");
      bomb.writeTo(out);
    });
    Throwable failed = cloned(GitLimits.none().withBytes(10_000_000));
    requireHarmless(failed);
  }
}
