package dev.repostore.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches and pushes bent out of shape: none may break, hang or tell what is inside. */
class GitFuzzTest {

  private static final String NONE = "0".repeat(40);
  private static final List<String> VERSIONS =
      List.of("version=2", "version=0", "version=1", "version=9", "x:version=2");

  @TempDir
  Path data;

  @TempDir
  Path work;

  private final List<byte[]> fetches = new ArrayList<>();
  private final List<byte[]> pushes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private GitServing serving;
  private GitBinary git;

  @BeforeEach
  void serve() throws Exception {
    serving = new GitServing(data, settings -> settings.withLimits(manyRequests()));
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=trunk", "a");
    git = new GitBinary(work.resolve("a"));
    String old = git.commit("f", "1\n");
    git.ok("push", "--quiet", serving.pushUrl(), "trunk");
    String tip = git.commit("f", "2\n");
    git.ok("push", "--quiet", serving.pushUrl(), "trunk:refs/heads/other");
    collectFetches(old, tip);
    collectPushes(old, tip);
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private static HostLimits manyRequests() {
    HostLimits standard = HostLimits.STANDARD;
    return new HostLimits(
        standard.fileBytes(), standard.repoBytes(), Integer.MAX_VALUE, standard.importTime());
  }

  private void collectFetches(String old, String tip) {
    fetches.add(lines("command=ls-refs", null, "peel", "symrefs", "ref-prefix refs/"));
    fetches.add(lines("command=fetch", null, "ofs-delta", "want " + tip, "done"));
    fetches.add(lines("command=fetch", null, "thin-pack", "want " + tip, "have " + old));
    fetches.add(lines("command=fetch", null, "want " + tip, "deepen 1", "done"));
    fetches.add(lines("command=fetch", null, "want " + tip, "shallow " + old, "deepen 2", "done"));
    fetches.add(lines("command=fetch", null, "want " + tip, "filter blob:none", "done"));
    fetches.add(lines("command=fetch", null, "want " + tip, "deepen-since 1", "sideband-all"));
    fetches.add(lines("command=object-info", null, "size", "oid " + tip));
    fetches.add(lines("want " + tip + " side-band-64k ofs-delta multi_ack_detailed", "", "done"));
    fetches.add(lines("want " + tip + " shallow", "deepen 1", "", "have " + old, "done"));
  }

  private void collectPushes(String old, String tip) throws Exception {
    for (String capabilities :
        List.of("report-status side-band-64k", "report-status atomic", "report-status-v2")) {
      pushes.add(push(NONE, tip, "refs/heads/new", capabilities, pack(tip)));
      pushes.add(push(old, tip, "refs/heads/trunk", capabilities, pack(tip + "\n^" + old)));
      pushes.add(push(tip, NONE, "refs/heads/other", capabilities, new byte[0]));
    }
  }

  private byte[] pack(String revisions) throws IOException, InterruptedException {
    Path out = Files.createTempFile(work, "pack", "");
    Process packing = git.builder("pack-objects", "--revs", "--stdout", "--quiet")
        .redirectOutput(out.toFile())
        .start();
    packing.getOutputStream().write((revisions + "\n").getBytes(ISO_8859_1));
    packing.getOutputStream().close();
    assertThat(packing.waitFor()).isZero();
    return Files.readAllBytes(out);
  }

  private static byte[] push(String from, String to, String ref, String capabilities, byte[] pack)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(lines(from + " " + to + " " + ref + "\0 " + capabilities));
    body.write(pack);
    return body.toByteArray();
  }

  /** Packet lines and a flush; null is a delimiter, an empty line another flush. */
  private static byte[] lines(String... lines) {
    StringBuilder body = new StringBuilder();
    for (String line : lines) {
      if (line == null) {
        body.append("0001");
      } else {
        body.append(
            line.isEmpty() ? "0000" : String.format(Locale.ROOT, "%04x", line.length() + 5));
        body.append(line).append(line.isEmpty() ? "" : "\n");
      }
    }
    return body.append("0000").toString().getBytes(ISO_8859_1);
  }

  @Test
  void fiveHundredBentRequests() throws Exception {
    fuzz(500);
  }

  @Test
  @Tag("soak")
  void tenThousandBentRequests() throws Exception {
    fuzz(10_000);
  }

  private void fuzz(int requests) throws Exception {
    long seed = Long.getLong("repostore.test.seed", 1);
    Random random = new Random(seed);
    for (int i = 0; i < requests; i++) {
      boolean fetch = random.nextInt(2) == 0;
      byte[] body = bent(pick(random, fetch ? fetches : pushes), random);
      boolean swapped = random.nextInt(20) == 0;
      HttpResponse<String> answer =
          send(fetch != swapped ? "git-upload-pack" : "git-receive-pack", body, random);
      assertThat(answer.statusCode())
          .as("seed %d, request %d: %s", seed, i, answer.body())
          .isBetween(200, 499);
      assertThat(answer.body())
          .as("seed %d, request %d", seed, i)
          .doesNotContain("Exception", "\tat ", "java.", "its log says why");
      if (!serving.failures.isEmpty()) {
        Throwable failure = serving.failures.values().iterator().next();
        throw new AssertionError(
            "seed " + seed + ", request " + i + ": " + new String(body, ISO_8859_1), failure);
      }
    }
    git.in(serving.folder()).ok("fsck", "--strict", "--full");
    git.ok("ls-remote", serving.pushUrl());
    git.ok("push", "--quiet", "--force", serving.pushUrl(), "trunk:refs/heads/works-still");
  }

  private HttpResponse<String> send(String service, byte[] body, Random random) throws Exception {
    boolean packed = random.nextInt(8) == 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(serving.url() + "/" + service))
        .header("Authorization", "Bearer " + serving.writeToken)
        .header("Content-Type", "application/x-" + service + "-request")
        .header("Git-Protocol", pick(random, VERSIONS))
        .timeout(Duration.ofSeconds(20))
        .POST(BodyPublishers.ofByteArray(packed ? bentOnce(packed(body), random) : body));
    if (packed) {
      request.header("Content-Encoding", "gzip");
    }
    return http.send(request.build(), BodyHandlers.ofString(ISO_8859_1));
  }

  private static byte[] packed(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  private static byte[] bent(byte[] body, Random random) {
    byte[] bent = body;
    for (int i = random.nextInt(4); i > 0; i--) {
      bent = bentOnce(bent, random);
    }
    return bent;
  }

  private static byte[] bentOnce(byte[] body, Random random) {
    if (body.length == 0 || random.nextInt(4) == 0) {
      return body;
    }
    String text = new String(body, ISO_8859_1);
    int at = random.nextInt(text.length());
    int end = at + random.nextInt(text.length() - at + 1);
    String noise = String.valueOf((char) random.nextInt(256));
    String bent = switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + noise + text.substring(at + 1);
      case 1 -> text.substring(0, at) + noise + text.substring(at);
      case 2 -> text.substring(0, at) + text.substring(end);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text.substring(0, at);
      default ->
        text.substring(0, at)
            + pick(random, List.of("0000", "0001", "0002", "ffff"))
            + text.substring(Math.min(at + 4, text.length()));
    };
    return bent.getBytes(ISO_8859_1);
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
