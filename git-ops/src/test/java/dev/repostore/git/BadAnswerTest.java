package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server answers each request of everything with each status, with no Git, or elsewhere. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class BadAnswerTest {

  /** Those that ask as another does, and get no more than a taste. */
  private static final Set<Deed> ALIKE =
      EnumSet.of(Deed.DEEPEN, Deed.LARGE_PUSH, Deed.GREP, Deed.DIFF);

  private record Garbage(String type, String text) {}

  private static final List<Garbage> GARBAGE = List.of(
      new Garbage("text/html", "<html>welcome</html>"),
      new Garbage("application/x-git-upload-pack-advertisement", "zzzz nonsense"),
      new Garbage("application/x-git-upload-pack-result", "0008xyz"),
      new Garbage("application/x-git-upload-pack-result", "000cpackfile\n0000"),
      new Garbage("application/x-git-upload-pack-result", "000dpackfile\n0009\u0001PACK0000"),
      new Garbage("application/x-git-receive-pack-advertisement", "ffff"),
      new Garbage("application/x-git-receive-pack-result", "000eunpack ok\n0000"),
      new Garbage("application/x-git-receive-pack-result", "0000"));

  private FaultBed bed;
  private TinyGitServer stranger;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    bed = new FaultBed(folder);
    stranger = new TinyGitServer(folder.resolve("stranger"));
  }

  @AfterEach
  void recover() {
    bed.fixture.server.recover();
  }

  @AfterAll
  void stop() {
    stranger.close();
    bed.close();
  }

  @ParameterizedTest
  @EnumSource
  void aBadStatus(Deed deed) throws Exception {
    List<Integer> statuses =
        ALIKE.contains(deed) ? List.of(403, 503) : List.of(401, 403, 404, 429, 500, 503);
    int requests = bed.good(deed).requests();
    for (int status : statuses) {
      for (int good = 0; good < requests; good++) {
        bed.fixture.server.answerAfter(good, status, "Invalid or expired token.");
        GitException failed = failed(deed, status + " after " + good);
        requireMeant(failed, status);
        assertThat(failed.unsettled())
            .isEqualTo(deed.writes() && status >= 500 && good == requests - 1);
      }
    }
  }

  private static void requireMeant(GitException failed, int status) {
    Class<?> type = switch (status) {
      case 401, 403 -> GitRefusedException.class;
      case 404 -> RemoteNotFoundException.class;
      default -> RemoteUnavailableException.class;
    };
    assertThat(failed).isInstanceOf(type);
    if (failed instanceof GitRefusedException refused) {
      assertThat(refused.reason()).isEqualTo(RefusalReason.TOKEN_INVALID);
      assertThat(refused.status()).isEqualTo(status);
    }
    if (failed instanceof RemoteUnavailableException unavailable) {
      assertThat(unavailable.status()).isEqualTo(status);
      assertThat(unavailable.retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noGit(Deed deed) throws Exception {
    List<Garbage> garbage = ALIKE.contains(deed) ? GARBAGE.subList(0, 2) : GARBAGE;
    int requests = bed.good(deed).requests();
    for (Garbage each : garbage) {
      for (int good = 0; good < requests; good++) {
        bed.fixture.server.garbleAfter(good, each.type(), each.text());
        GitException failed = failed(deed, each + " after " + good);
        assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
        if (each.type().startsWith("text/")) {
          assertThat(failed.getMessage()).contains("'text/html', which is not Git over HTTP");
        }
        if (deed.writes()) {
          FaultWords.requireOutcome(failed);
          assertThat(failed.unsettled()).isEqualTo(good == requests - 1);
        }
      }
    }
  }

  /** The token goes to no other host, and neither does anything else. */
  @ParameterizedTest
  @EnumSource
  void elsewhere(Deed deed) throws Exception {
    String origin = stranger.url().resolve("/").toString();
    for (int good = 0; good < bed.good(deed).requests(); good++) {
      bed.fixture.server.redirectAfter(good, origin.substring(0, origin.length() - 1));
      GitException failed = failed(deed, "redirected after " + good);
      assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
      assertThat(failed.getMessage()).contains("redirects").contains("Ask the store");
      assertThat(failed.unsettled()).isFalse();
    }
    assertThat(stranger.requests()).isEmpty();
  }

  private GitException failed(Deed deed, String how) throws Exception {
    Throwable failed = catchThrowable(() -> deed.of(bed.fixture.remote, bed));
    assertThat(failed).as(how).isInstanceOf(GitException.class);
    FaultWords.requireClear((GitException) failed);
    bed.fixture.server.recover();
    bed.requireAsBefore();
    return (GitException) failed;
  }
}
