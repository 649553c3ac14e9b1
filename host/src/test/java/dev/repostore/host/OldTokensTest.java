package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.ListTokens;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldTokensTest {

  @TempDir
  Path folder;

  private final TestClock clock = new TestClock();
  private Host host;
  private SqliteMetadata metadata;

  @BeforeEach
  void open() {
    host = Host.open(HostSettings.in(folder).withClock(clock));
    host.create("acme", CreateRepo.named("web"));
    metadata = SqliteMetadata.open(folder.resolve("metadata.db"));
  }

  @AfterEach
  void close() {
    metadata.close();
    host.close();
  }

  private List<TokenInfo> tokens(ListTokens request) {
    return host.tokens("acme", "web", request, 1).items();
  }

  private long remove() {
    return new OldTokens(metadata, clock).remove();
  }

  @Test
  void tokensStayInTheListForAWhileAfterTheyRanOut() {
    CreateToken day = CreateToken.read().withTtl(Duration.ofDays(1));
    host.mint("acme", "web", day);
    host.revoke("acme", host.mint("acme", "web", day).id());
    host.mint("acme", "web", CreateToken.read().withTtl(Duration.ofDays(100)));

    clock.advance(Duration.ofDays(1).plus(OldTokens.KEPT));
    assertThat(remove()).isZero();
    assertThat(tokens(ListTokens.all()))
        .extracting(TokenInfo::state)
        .containsExactlyInAnyOrder(
            TokenState.EXPIRED, TokenState.EXPIRED, TokenState.REVOKED, TokenState.ACTIVE);

    clock.advance(Duration.ofSeconds(1));
    // The repo's first token is one of them.
    assertThat(remove()).isEqualTo(3);
    assertThat(tokens(ListTokens.all()))
        .extracting(TokenInfo::state)
        .containsExactly(TokenState.ACTIVE);
  }

  @Test
  void manyAreRemovedInBoundedSteps() {
    CreateToken token = CreateToken.read().withTtl(Duration.ofMinutes(1));
    for (int i = 0; i < OldTokens.AT_ONCE / 10 + 1; i++) {
      host.mint("acme", "web", token);
    }
    clock.advance(OldTokens.KEPT.plusDays(2));
    assertThat(metadata.removeTokens(clock.instant().minus(OldTokens.KEPT), 100))
        .isEqualTo(100);
    assertThat(remove()).isEqualTo(2);
    assertThat(tokens(ListTokens.all())).isEmpty();
  }
}
