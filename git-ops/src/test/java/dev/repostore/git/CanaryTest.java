package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No token is in anything that is said, written or passed to a process. */
@Timeout(180)
class CanaryTest {

  @TempDir
  Path folder;

  /** A token of a kind that no pattern knows. */
  private static final String ODD = "odd" + TokenStore.CANARY;

  /** A server that repeats the token it was sent in all it says. */
  @ParameterizedTest
  @EnumSource(names = {"FETCH", "PUSH", "COMMIT", "FILE"})
  void aTokenThatIsRepeatedIsNotPassedOn(Deed deed) throws Exception {
    Leaks leaks = new Leaks(TokenStore.CANARY);
    try (FaultBed bed = new FaultBed(folder.resolve("work"))) {
      int requests = bed.good(deed).requests();
      for (GitRemote remote :
          List.of(bed.fixture.remote, bed.fixture.remote.withToken(Secret.of(ODD)))) {
        leaks.in("remote", remote.toString());
        for (int good = 0; good < requests; good++) {
          String token = remote == bed.fixture.remote
              ? "art_v1_" + TokenStore.CANARY + "10001?expires=1"
              : ODD;
          bed.fixture.server.answerAfter(good, 403, "no " + token + " here");
          look(leaks, deed, remote, bed);
          bed.fixture.server.garbleAfter(good, "text/" + token, token);
          look(leaks, deed, remote, bed);
          String line = "ERR your token " + token + " is bad";
          bed.fixture.server.garbleAfter(
              good,
              "application/x-git-upload-pack-result",
              String.format("%04x", line.length() + 4) + line);
          look(leaks, deed, remote, bed);
        }
      }
      leaks.in("requests", bed.fixture.server.requests().toString());
    }
    assertThat(leaks.inFiles(folder.resolve("work")).inProcesses().found()).isEmpty();
  }

  private static void look(Leaks leaks, Deed deed, GitRemote remote, FaultBed bed) {
    Throwable failed = catchThrowable(() -> deed.of(remote, bed));
    assertThat(failed).isInstanceOf(GitException.class);
    leaks.in(deed + " " + failed.getMessage(), failed);
    bed.fixture.server.recover();
  }

  /** Every library is as talkative as it can be, but for the JDK's own log of headers. */
  @Test
  void theMostTalkativeLogHasNoToken() throws Exception {
    Path all = Files.writeString(folder.resolve("logging.properties"), """
        handlers=java.util.logging.ConsoleHandler
        .level=ALL
        java.util.logging.ConsoleHandler.level=ALL
        """);
    Path log = folder.resolve("log");
    Path said = folder.resolve("said");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
            "-Djava.util.logging.config.file=" + all,
            "-Djdk.httpclient.HttpClient.log=errors,requests,content,frames,ssl,trace,channel",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            TalkativeWork.class.getName(),
            folder.resolve("work").toString(),
            said.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS))
          .as(Files.readString(log))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log)).contains("DEBUG", "FINE");
    assertThat(Files.readString(said)).contains("GitRemote[", "MintedLease", "Checkout[");
    assertThat(new Leaks(TokenStore.CANARY).inFiles(folder).found()).isEmpty();
  }

  @Test
  void everySpellingIsFound() {
    String secret = TokenStore.CANARY;
    for (String before : List.of("", "a", "ab", "abc")) {
      String text = before + secret + "xyz";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Leaks leaks = new Leaks(secret)
          .in("as it is", text)
          .in("base64", Base64.getEncoder().encodeToString(bytes))
          .in("hex", java.util.HexFormat.of().formatHex(bytes))
          .in("cause", new IllegalStateException(new IOException(text)))
          .in("nowhere", "c0ffee and 5ec2e7");
      assertThat(leaks.found()).containsExactly("as it is", "base64", "hex", "cause");
    }
  }

  @Test
  void argumentsOfProcessesAreLookedAt() throws Exception {
    Process leaky = new ProcessBuilder("sh", "-c", "read end # " + TokenStore.CANARY).start();
    try {
      assertThat(new Leaks(TokenStore.CANARY).inProcesses().found()).contains("arguments");
    } finally {
      leaky.destroyForcibly();
    }
    assertThat(leaky.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }
}
