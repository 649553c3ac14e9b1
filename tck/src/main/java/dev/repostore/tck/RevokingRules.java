package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Capability;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListTokens;
import dev.repostore.NotFoundException;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Section 5, as far as tokens are revoked. */
abstract class RevokingRules extends Rules {

  private static final Set<Capability> REVOKED =
      Set.of(Capability.CREATE_TOKEN, Capability.REVOKE_TOKEN);
  private static final Set<Capability> REVOKED_AND_LISTED =
      Set.of(Capability.CREATE_TOKEN, Capability.REVOKE_TOKEN, Capability.LIST_TOKENS);
  private static final Set<Capability> REVOKED_AND_VALIDATED =
      Set.of(Capability.CREATE_TOKEN, Capability.REVOKE_TOKEN, Capability.VALIDATE_TOKEN);

  RevokingRules(Bench bench) {
    super(bench);
  }

  private Token mint(CreatedRepo repo) {
    return store().createToken(repo.name(), CreateToken.write());
  }

  private static String id(Token token) {
    return Objects.requireNonNull(token.id(), "a minted token has an id");
  }

  private List<TokenInfo> listed(CreatedRepo repo, TokenState state) {
    return store()
        .tokens(repo.name(), ListTokens.all().withState(state).withLimit(100))
        .items();
  }

  @Test
  void r5_10_aListOfOneStateHasNoOther() throws Throwable {
    offers(REVOKED_AND_LISTED, () -> {
      CreatedRepo repo = create();
      String kept = id(mint(repo));
      String revoked = id(mint(repo));
      store().revokeToken(repo.name(), revoked);
      assertThat(listed(repo, TokenState.ACTIVE))
          .extracting(TokenInfo::id)
          .contains(kept)
          .doesNotContain(revoked);
      assertThat(listed(repo, TokenState.ACTIVE)).allMatch(row -> row.state() == TokenState.ACTIVE);
      assertThat(listed(repo, TokenState.REVOKED))
          .extracting(TokenInfo::id)
          .containsExactly(revoked);
      assertThat(listed(repo, TokenState.REVOKED).get(0).state()).isEqualTo(TokenState.REVOKED);
      assertThat(listed(repo, TokenState.EXPIRED)).isEmpty();
      assertThat(store().tokens(repo.name(), ListTokens.all()).items())
          .extracting(TokenInfo::id)
          .contains(kept, revoked);
    });
  }

  @Test
  void r5_15_aRevokedTokenIsInvalidAtOnce() throws Throwable {
    offers(REVOKED_AND_VALIDATED, () -> {
      CreatedRepo repo = create();
      Token byId = mint(repo);
      Token byValue = mint(repo);
      store().revokeToken(repo.name(), id(byId));
      store().revokeToken(repo.name(), byValue.secret());
      for (Token token : List.of(byId, byValue)) {
        assertThat(store().validateToken(repo.name(), token.secret()))
            .isEqualTo(TokenCheck.INVALID);
      }
    });
  }

  @Test
  void r5_16_revokingByIdTells() throws Throwable {
    offers(REVOKED, () -> {
      CreatedRepo repo = create();
      Token token = mint(repo);
      assertThat(store().revokeToken(repo.name(), id(token))).isTrue();
      assertThat(store().revokeToken(repo.name(), id(token)))
          .as("the second time")
          .isTrue();
    });
  }

  @Test
  void r5_17_revokingByValueTells() throws Throwable {
    offers(REVOKED, () -> {
      CreatedRepo repo = create();
      Token token = mint(repo);
      assertThat(store().revokeToken(repo.name(), token.secret())).isTrue();
      assertThat(store().revokeToken(repo.name(), token.secret()))
          .as("the second time")
          .isTrue();
    });
  }

  @Test
  void r5_18_anUnknownTokenIsNotRevoked() throws Throwable {
    offers(Capability.REVOKE_TOKEN, () -> {
      CreatedRepo repo = create();
      assertThat(store().revokeToken(repo.name(), "0000000000000000")).isFalse();
      Secret unknown = Secret.of("art_v1_0000000000000000000000000000000000000000");
      assertFalseOrFieldToken(
          () -> assertThat(store().revokeToken(repo.name(), unknown)).isFalse());
    });
  }

  @Test
  void r5_19_anotherReposTokenIsLeftAlone() throws Throwable {
    offers(REVOKED, () -> {
      CreatedRepo repo = create();
      CreatedRepo other = createWithCommit();
      Token token = mint(other);
      assertThat(store().revokeToken(repo.name(), id(token))).isFalse();
      assertFalseOrFieldToken(
          () -> assertThat(store().revokeToken(repo.name(), token.secret())).isFalse());
      assertThat(remote(other).withToken(token.secret()).refs()).isNotEmpty();
    });
  }

  private static void assertFalseOrFieldToken(Executable request) throws Throwable {
    try {
      request.execute();
    } catch (InvalidRequestException refused) {
      assertThat(refused.field()).contains("token");
    }
  }

  @Test
  void r5_20_otherTokensGoOn() throws Throwable {
    offers(REVOKED_AND_VALIDATED, () -> {
      CreatedRepo repo = create();
      Token kept = mint(repo);
      store().revokeToken(repo.name(), id(mint(repo)));
      assertThat(store().validateToken(repo.name(), kept.secret()).valid()).isTrue();
      assertThat(store().validateToken(repo.name(), firstToken(repo).secret()).valid())
          .isTrue();
    });
  }

  @Test
  void r5_22_anExpiredTokenIsListedAsThat() throws Throwable {
    offers(REVOKED_AND_LISTED, () -> {
      CreatedRepo repo = create();
      Token token =
          store().createToken(repo.name(), CreateToken.read().withTtl(CreateToken.MIN_TTL));
      advanceClock(CreateToken.MIN_TTL.plusSeconds(1));
      assertThat(listed(repo, TokenState.EXPIRED))
          .singleElement()
          .returns(token.id(), TokenInfo::id)
          .returns(TokenState.EXPIRED, TokenInfo::state);
      assertThat(listed(repo, TokenState.ACTIVE))
          .extracting(TokenInfo::id)
          .doesNotContain(token.id());
      assertThat(store().revokeToken(repo.name(), id(token))).isTrue();
    });
  }

  @Test
  void r5_24_noRepoNothingToRevoke() throws Throwable {
    offers(REVOKED, () -> {
      CreatedRepo repo = createWithCommit();
      Token token = mint(repo);
      Boolean[] revoked = {false};
      Throwable thrown =
          catchThrowable(() -> revoked[0] = store().revokeToken(newName(), id(token)));
      assertThat(revoked[0]).isFalse();
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(NotFoundException.class);
      }
      assertThat(remote(repo).withToken(token.secret()).refs()).isNotEmpty();
    });
  }
}
