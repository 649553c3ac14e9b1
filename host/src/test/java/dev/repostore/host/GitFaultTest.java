package dev.repostore.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that break off, dawdle or send rubbish, and files that are damaged. */
class GitFaultTest {

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
    a.commit("f", "1\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private void assertServes() throws Exception {
    assertThat(git.ok("ls-remote", serving.pushUrl(), "trunk"))
        .isEqualTo(a.ok("rev-parse", "trunk") + "\trefs/heads/trunk");
  }

  private HttpResponse<String> post(String service, byte[] body, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(serving.url() + "/" + service))
        .header("Authorization", "Bearer " + serving.writeToken)
        .header("Content-Type", "application/x-" + service + "-request")
        .timeout(Duration.ofSeconds(60))
        .POST(BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString(ISO_8859_1));
  }

  private Socket begin(String service, long length) throws IOException {
    URI url = URI.create(serving.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    String head = "POST " + url.getPath() + "/" + service + " HTTP/1.1\r\nHost: x\r\n"
        + "Authorization: Bearer " + serving.writeToken + "\r\n"
        + "Content-Type: application/x-" + service + "-request\r\n"
        + "Git-Protocol: version=2\r\nContent-Length: " + length + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void rubbishIsAnsweredPolitely() throws Exception {
    Random random = new Random(3);
    List<byte[]> bodies = new ArrayList<>();
    for (String text : List.of(
        "",
        "0000",
        "0001",
        "0004",
        "ffff",
        "zzzz",
        "000bcommand",
        "0010command=wat\n0000",
        "0014command=ls-refs\n00010008what0000",
        "0011command=fetch00010009want0000",
        "0032want 0123456789012345678901234567890123456789\n00000009done\n",
        "0067" + "0".repeat(40) + " " + "1".repeat(40)
            + " refs/heads/x\0 report-status\n0000PACK")) {
      bodies.add(text.getBytes(ISO_8859_1));
    }
    for (int i = 0; i < 100; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      bodies.add(noise);
    }
    for (byte[] body : bodies) {
      for (String service : List.of("git-upload-pack", "git-receive-pack")) {
        for (String version : List.of("version=0", "version=2")) {
          HttpResponse<String> answer = post(service, body, "Git-Protocol", version);
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
        }
      }
    }
    assertThat(serving.failures).isEmpty();
    assertServes();
  }

  @Test
  void compressedBombOfLinesDoesNotGoOff() throws Exception {
    byte[] lines =
        "0032want 0123456789012345678901234567890123456789\n".repeat(1000).getBytes(US_ASCII);
    byte[] start = "0012command=fetch\n0001".getBytes(US_ASCII);
    for (String version : List.of("version=0", "version=2")) {
      byte[] bomb = compressed(version.endsWith("2") ? start : new byte[0], lines, 3000);
      long begun = System.nanoTime();
      HttpResponse<String> answer =
          post("git-upload-pack", bomb, "Content-Encoding", "gzip", "Git-Protocol", version);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("more than 250000 lines");
    }
    assertThat(serving.failures).isEmpty();
    assertServes();
  }

  @Test
  void compressedBombOfNothingDoesNotGoOff() throws Exception {
    String command = "0".repeat(40) + " " + "1".repeat(40) + " refs/heads/x\0 report-status\n";
    byte[] push = String.format("%04x%s0000PACK\0\0\0\2\0\0\0\1", command.length() + 4, command)
        .getBytes(US_ASCII);
    byte[] zeros = new byte[1 << 20];
    for (byte[] start : List.of(new byte[0], push)) {
      for (int size : List.of(1, 4, 100)) {
        byte[] bomb = compressed(start, zeros, size);
        for (String service : List.of("git-upload-pack", "git-receive-pack")) {
          HttpResponse<String> answer = post(service, bomb, "Content-Encoding", "gzip");
          assertThat(answer.statusCode())
              .as(service + start.length + "," + size)
              .isIn(200, 413);
          assertThat(answer.body()).doesNotContain("Exception", "The host failed");
        }
      }
    }
    assertThat(serving.failures).isEmpty();
    assertServes();
  }

  @Test
  void whatIsNotCompressedAsItSaysIsTheSendersFault() throws Exception {
    byte[] whole = compressed(new byte[0], "0014command=ls-refs\n0000".getBytes(US_ASCII), 1);
    List<byte[]> bodies = List.of(new byte[0], "0000".getBytes(US_ASCII), Arrays.copyOf(whole, 5));
    for (byte[] body : bodies) {
      for (String service : List.of("git-upload-pack", "git-receive-pack")) {
        HttpResponse<String> answer = post(service, body, "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("compressed with gzip");
      }
    }
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    assertThat(post("git-upload-pack", cut, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(400);
    assertThat(serving.failures).isEmpty();
  }

  private static byte[] compressed(byte[] start, byte[] part, int times) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(start);
      for (int i = 0; i < times; i++) {
        out.write(part);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void brokenOffPushLeavesNothing() throws Exception {
    List<Path> before = files();
    try (Socket socket = begin("git-receive-pack", 8 << 20)) {
      socket.getOutputStream().write(new byte[3 << 20]);
    }
    try (Socket socket = begin("git-receive-pack", 100)) {
      socket.getOutputStream().write("00".getBytes(US_ASCII));
    }
    byte[] cut = ("00a7" + "0".repeat(40)).getBytes(US_ASCII);
    post("git-receive-pack", cut);
    assertServes();
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(data.resolve("tmp"), serving.folder())) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(Files::isRegularFile).sorted().forEach(found::add);
      }
    }
    return found;
  }

  @Test
  void damagedPushIsRefusedAndNotKept() throws Exception {
    List<Path> before = files();
    String tip = a.ok("rev-parse", "trunk");
    String command = tip + " " + "1".repeat(40) + " refs/heads/trunk\0 report-status";
    String head = String.format("%04x", command.length() + 4) + command + "0000";
    for (String pack :
        List.of("", "PACK", "PACK\0\0\0\2\0\0\0\1", "PACK\0\0\0\2\0\0\0\0" + "x".repeat(20))) {
      HttpResponse<String> answer = post("git-receive-pack", (head + pack).getBytes(ISO_8859_1));
      assertThat(answer.body())
          .contains("unpack the pack is damaged")
          .contains("ng refs/heads/trunk");
    }
    assertThat(files()).isEqualTo(before);
    assertServes();
  }

  @Test
  void slowSendersAreInNobodysWay() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = begin(i % 2 == 0 ? "git-upload-pack" : "git-receive-pack", 1000);
        socket.getOutputStream().write('0');
        slow.add(socket);
      }
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertServes();
        for (Socket socket : slow) {
          socket.getOutputStream().write('0');
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void readersThatStopReadingAreInNobodysWay() throws Exception {
    byte[] noise = new byte[8 << 20];
    new Random(5).nextBytes(noise);
    Files.write(a.folder().resolve("noise"), noise);
    String tip = a.commit("f", "2\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
    String ask = "0011command=fetch" + "0001" + "000eofs-delta\n" + "0032want " + tip + "\n"
        + "0009done\n" + "0000";
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) {
        Socket socket = begin("git-upload-pack", ask.length());
        socket.getOutputStream().write(ask.getBytes(US_ASCII));
        stalled.add(socket);
      }
      assertServes();
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
    assertServes();
    assertThat(serving.failures).isEmpty();
  }

  @Test
  void damagedFileIsToldAndTheHostGoesOn() throws Exception {
    for (int i = 0; i < 200; i++) {
      Files.writeString(a.folder().resolve("file" + i), "text ".repeat(50) + i);
    }
    a.commit("f", "2\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
    try (Repository repository = serving.host.git(serving.repo)) {
      Git.wrap(repository).gc().call();
    }
    a.ok("push", "--quiet", serving.pushUrl(), "trunk:refs/heads/same");
    for (Path file : files()) {
      if (file.toString().endsWith(".pack")) {
        assertThat(file.toFile().setWritable(true)).isTrue();
        try (FileChannel pack = FileChannel.open(file, StandardOpenOption.WRITE)) {
          pack.truncate(pack.size() / 2);
        }
      }
    }
    GitBinary.Run clone = git.run("clone", "--bare", serving.pushUrl(), "b");
    assertThat(clone.status()).isNotZero();
    assertServes();
  }

  @Test
  void refWhoseNameNoFileSystemTakesIsRefusedInWords() throws Exception {
    String longest = "refs/heads/" + "é".repeat(100);
    a.ok("push", "--quiet", serving.pushUrl(), "trunk:" + longest);
    for (String name : List.of("é".repeat(101), "x/".repeat(500) + "x")) {
      GitBinary.Run push = a.run("push", serving.pushUrl(), "trunk:refs/heads/" + name);
      assertThat(push.status()).isNotZero();
      assertThat(push.output()).contains("the name is too long");
    }
    assertThat(git.ok("ls-remote", serving.pushUrl(), longest)).contains(longest);
    assertThat(serving.failures).isEmpty();
  }

  /** Twelve bytes must not take gigabytes of memory. */
  @Test
  void packThatClaimsMillionsOfObjectsIsRefused() throws Exception {
    String command = "0".repeat(40) + " " + "1".repeat(40) + " refs/heads/x\0 report-status";
    String head = String.format("%04x", command.length() + 4) + command + "0000PACK\0\0\0\2";
    for (String count : List.of("@\0\0\0", "\u007f\u00ff\u00ff\u00ff", "\u00ff\0\0\0")) {
      HttpResponse<String> answer =
          post("git-receive-pack", (head + count + "x".repeat(40)).getBytes(ISO_8859_1));
      assertThat(answer.body()).contains("unpack the pack is damaged (it claims to have more");
    }
    assertThat(serving.failures).isEmpty();
    assertServes();
  }

  @Test
  void pushesAtTheSameTimeAllCount() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<Callable<String>> pushes = new ArrayList<>();
      for (int client = 0; client < 6; client++) {
        Path folder = work.resolve("c" + client);
        git.ok("clone", "--quiet", serving.pushUrl(), folder.toString());
        GitBinary mine = git.in(folder);
        String branch = "b" + client;
        pushes.add(() -> {
          String tip = "";
          for (int i = 0; i < 4; i++) {
            tip = mine.commit(branch, "text " + i);
            mine.ok("push", "--quiet", "origin", "HEAD:refs/heads/" + branch);
          }
          // All want this one; it is made by one of them.
          mine.run("push", "--quiet", "origin", "HEAD:refs/heads/shared");
          return tip + "\trefs/heads/" + branch;
        });
      }
      List<String> tips = new ArrayList<>();
      for (Future<String> push : pool.invokeAll(pushes)) {
        tips.add(push.get());
      }
      List<String> refs = git.ok("ls-remote", serving.pushUrl()).lines().toList();
      assertThat(refs).containsAll(tips).anyMatch(ref -> ref.endsWith("refs/heads/shared"));
      git.in(serving.folder()).ok("fsck", "--strict");
      assertThat(git.in(serving.folder())
              .ok("for-each-ref", "--format=%(objectname)%09%(refname)")
              .lines())
          .containsAll(tips);
    } finally {
      pool.shutdownNow();
    }
  }
}
