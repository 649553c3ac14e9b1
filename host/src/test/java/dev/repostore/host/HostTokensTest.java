package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.ListTokens;
import dev.repostore.NotFoundException;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTokensTest {

  private static final CreateToken MINUTE = CreateToken.read().withTtl(Duration.ofSeconds(60));

  @TempDir
  Path data;

  private final TestClock clock = new TestClock();
  private Host host;
  private NewRepo web;

  @BeforeEach
  void open() {
    host = Host.open(HostSettings.in(data).withClock(clock));
    web = host.create("acme", CreateRepo.named("web"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void tokenIsKnownByItsFirstPartWhateverFollows() {
    Token token = host.mint("acme", "WEB", MINUTE);
    String value = token.secret().reveal();
    String core = value.substring(0, value.indexOf('?'));

    assertThat(host.token(Secret.of(core)))
        .isEqualTo(host.token(token.secret()))
        .isPresent();
    assertThat(host.token(Secret.of(core + "?expires=9999999999"))).isPresent();
    assertThat(host.token(Secret.of(core + "0"))).isEmpty();
    assertThat(host.token(Secret.of("x"))).isEmpty();
  }

  @Test
  void statesFollowTheClockAndTheNewestComesFirst() {
    Token brief = host.mint("acme", "web", MINUTE);
    Token revoked = host.mint("acme", "web", MINUTE);
    host.revoke("acme", revoked.id());
    clock.advance(Duration.ofSeconds(59));
    assertThat(list(TokenState.ACTIVE)).containsExactly(brief.id(), web.token().id());

    clock.advance(Duration.ofSeconds(1));

    assertThat(list(TokenState.ACTIVE)).containsExactly(web.token().id());
    assertThat(list(TokenState.EXPIRED)).containsExactly(brief.id());
    assertThat(list(TokenState.REVOKED)).containsExactly(revoked.id());
    assertThat(host.tokens("acme", "web", ListTokens.all(), 1).items())
        .extracting(TokenInfo::id, TokenInfo::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(revoked.id(), TokenState.REVOKED),
            org.assertj.core.groups.Tuple.tuple(brief.id(), TokenState.EXPIRED),
            org.assertj.core.groups.Tuple.tuple(web.token().id(), TokenState.ACTIVE));
    assertThat(works(brief)).isFalse();
  }

  @Test
  void clockSetBackRevivesNoToken() {
    Token token = host.mint("acme", "web", MINUTE);
    clock.advance(Duration.ofSeconds(61));
    assertThat(works(token)).isFalse();

    clock.advance(Duration.ofHours(-1));

    assertThat(works(token)).isFalse();
    assertThat(list(TokenState.EXPIRED)).containsExactly(token.id());
    assertThat(works(host.mint("acme", "web", MINUTE))).isTrue();
  }

  @Test
  void revokedTokenStopsAtOnceAndMayBeRevokedAgain() {
    Token token = host.mint("acme", "web", MINUTE);
    assertThat(works(token)).isTrue();

    assertThat(host.revoke("ACME", token.id())).isTrue();

    assertThat(works(token)).isFalse();
    assertThat(host.revoke("acme", token.id())).isTrue();
    assertThat(host.revoke("acme", "0000000000000000")).isFalse();
  }

  @Test
  void tokenOfAnotherNamespaceOrRepoIsLeftAlone() {
    host.create("acme", CreateRepo.named("api"));
    host.createNamespace("other", null);
    Token token = host.mint("acme", "web", MINUTE);

    assertThat(host.revoke("other", token.id())).isFalse();
    assertThat(host.revoke("acme", "api", token.id())).isFalse();
    assertThat(works(token)).isTrue();
    assertThat(host.revoke("acme", "Web", token.id())).isTrue();
  }

  @Test
  void pagesReachAllOnceWithTheTotal() {
    for (int i = 0; i < 4; i++) {
      host.mint("acme", "web", MINUTE);
    }
    ListTokens two = ListTokens.active().withLimit(2);

    Rows<TokenInfo> first = host.tokens("acme", "web", two, 1);
    Rows<TokenInfo> second = host.tokens("acme", "web", two.withCursor(first.cursor()), 1);
    Rows<TokenInfo> third = host.tokens("acme", "web", two.withCursor(second.cursor()), 1);

    assertThat(first.total()).isEqualTo(5);
    assertThat(third.items())
        .extracting(TokenInfo::id)
        .containsExactly(web.token().id());
    assertThat(third.cursor()).isNull();
    assertThat(List.of(first, second, third))
        .flatExtracting(Rows::items)
        .doesNotHaveDuplicates()
        .hasSize(5);
    assertThat(host.tokens("acme", "web", two, 3).items()).isEqualTo(third.items());
  }

  @Test
  void missingRepoIsTold() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> host.mint("acme", "nothing", MINUTE));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> host.tokens("acme", "nothing", ListTokens.all(), 1));
  }

  @Test
  void liveShapeIsIssuedOnRequestAndBothShapesWorkInBothModes() {
    Token strict = host.mint("acme", "web", MINUTE);
    host.close();
    host = Host.open(HostSettings.in(data).withClock(clock).withLiveQuirks(true));

    Token live = host.mint("acme", "web", MINUTE);

    assertThat(live.secret().reveal()).matches("art_v2_x_[0-9a-f]{40}\\?expires=\\d+");
    assertThat(works(live)).isTrue();
    assertThat(works(strict)).isTrue();
  }

  @Test
  void valueIsNowhereInTheDataFolder() throws IOException {
    Token token = host.mint("acme", "web", MINUTE);
    String value = token.secret().reveal();
    String core = value.substring("art_v1_".length(), value.indexOf('?'));
    host.close();

    for (Path file : HostForkTest.below(data)) {
      if (Files.isRegularFile(file)) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(core);
      }
    }
  }

  private boolean works(Token token) {
    return host.token(token.secret()).orElseThrow().worksAt(host.now());
  }

  private List<String> list(TokenState state) {
    return host.tokens("acme", "web", ListTokens.all().withState(state), 1).items().stream()
        .map(TokenInfo::id)
        .toList();
  }
}
