package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.repostore.Capability;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ListTokens;
import dev.repostore.NotFoundException;
import dev.repostore.Page;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Section 5, but for revoking. */
abstract class TokenRules extends Rules {

  private static final Set<Capability> LISTED =
      Set.of(Capability.CREATE_TOKEN, Capability.LIST_TOKENS);
  private static final Set<Capability> VALIDATED =
      Set.of(Capability.CREATE_TOKEN, Capability.VALIDATE_TOKEN);

  TokenRules(Bench bench) {
    super(bench);
  }

  private Token mint(CreatedRepo repo, CreateToken request) {
    return store().createToken(repo.name(), request);
  }

  private List<TokenInfo> walk(CreatedRepo repo, ListTokens request) {
    List<TokenInfo> rows = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Page<TokenInfo> page = store().tokens(repo.name(), request.withCursor(next.orElse(null)));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(request.limit());
      rows.addAll(page.items());
      next = page.next();
    } while (next.isPresent() && rows.size() < 1000);
    return rows;
  }

  @Test
  void r5_1_aNewRepoComesWithAFirstToken() throws Exception {
    List<CreatedRepo> made = new ArrayList<>(List.of(create()));
    if (can(Capability.FORK)) {
      made.add(store().fork(made.get(0).name(), ForkRepo.named(newName())));
    }
    for (CreatedRepo repo : made) {
      if (!can(Capability.CREATE_TOKEN)) {
        assertThat(repo.firstToken()).isEmpty();
        continue;
      }
      assertThat(firstToken(repo).scope()).isEqualTo(Scope.WRITE);
      sample().push(remote(repo).withToken(firstToken(repo).secret()), "trunk:refs/heads/main");
    }
  }

  @Test
  void r5_2_aTokenHasItsScope() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = create();
      assertThat(mint(repo, CreateToken.read()).scope()).isEqualTo(Scope.READ);
      assertThat(mint(repo, CreateToken.write()).scope()).isEqualTo(Scope.WRITE);
    });
  }

  /** Differences, because the host's clock is its own. */
  @Test
  void r5_3_aTokenExpiresWhenAsked() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = create();
      Token shortest = mint(repo, CreateToken.read().withTtl(CreateToken.MIN_TTL));
      for (Duration ttl : List.of(CreateToken.DEFAULT_TTL, CreateToken.MAX_TTL)) {
        assertThat(mint(repo, CreateToken.read().withTtl(ttl)).expiresAt())
            .isCloseTo(
                shortest.expiresAt().plus(ttl.minus(CreateToken.MIN_TTL)),
                within(30, ChronoUnit.SECONDS));
      }
    });
  }

  @Test
  void r5_4_tokensDiffer() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = create();
      List<Token> tokens = List.of(
          mint(repo, CreateToken.read()),
          mint(repo, CreateToken.read()),
          mint(create(), CreateToken.read()));
      assertThat(tokens).extracting(Token::id).doesNotHaveDuplicates();
      assertThat(tokens).extracting(Token::secret).doesNotHaveDuplicates();
    });
  }

  @Test
  void r5_5_noRepoNoToken() throws Throwable {
    offers(
        Capability.CREATE_TOKEN,
        () -> assertFails(
            NotFoundException.class, () -> store().createToken(newName(), CreateToken.read())));
  }

  @Test
  void r5_6_theValueIsNowhereElse() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = create();
      Token token = mint(repo, CreateToken.read());
      List<String> texts = new ArrayList<>(
          List.of(token.toString(), repo.toString(), store().get(repo.name()).toString()));
      if (can(Capability.LIST_TOKENS)) {
        texts.add(walk(repo, ListTokens.all()).toString());
      }
      if (can(Capability.VALIDATE_TOKEN)) {
        texts.add(store().validateToken(repo.name(), token.secret()).toString());
      }
      // The part before any "?expires=…" is what must stay hidden.
      String value = token.secret().reveal().split("\\?", 2)[0];
      String first = firstToken(repo).secret().reveal().split("\\?", 2)[0];
      assertThat(texts)
          .allSatisfy(text -> assertThat(text).doesNotContain(value).doesNotContain(first));
    });
  }

  @Test
  void r5_7_aTokenIsListed() throws Throwable {
    offers(LISTED, () -> {
      CreatedRepo repo = create();
      Token token = mint(repo, CreateToken.read());
      for (ListTokens request : List.of(ListTokens.active(), ListTokens.all())) {
        assertThat(walk(repo, request))
            .filteredOn(row -> row.id().equals(token.id()))
            .singleElement()
            .returns(Scope.READ, TokenInfo::scope)
            .returns(TokenState.ACTIVE, TokenInfo::state)
            .satisfies(row -> assertThat(row.expiresAt())
                .isCloseTo(token.expiresAt(), within(1, ChronoUnit.SECONDS)));
      }
    });
  }

  @Test
  void r5_8_newestFirst() throws Throwable {
    offers(LISTED, () -> {
      CreatedRepo repo = create();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(0, mint(repo, CreateToken.read()).id());
      }
      assertThat(walk(repo, ListTokens.active()))
          .extracting(TokenInfo::id)
          .startsWith(ids.toArray(String[]::new));
    });
  }

  @Test
  void r5_9_everyTokenIsReachedOnce() throws Throwable {
    offers(LISTED, () -> {
      CreatedRepo repo = create();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(mint(repo, CreateToken.write()).id());
      }
      for (int limit = 1; limit <= 6; limit++) {
        assertThat(walk(repo, ListTokens.active().withLimit(limit)))
            .extracting(TokenInfo::id)
            .as("%s a page", limit)
            .doesNotHaveDuplicates()
            .containsAll(ids);
      }
    });
  }

  @Test
  void r5_11_noRepoNoList() throws Throwable {
    offers(
        Capability.LIST_TOKENS,
        () -> assertFails(
            NotFoundException.class, () -> store().tokens(newName(), ListTokens.all())));
  }

  @Test
  void r5_12_aForeignCursorIsRefused() throws Throwable {
    offers(Capability.LIST_TOKENS, () -> {
      CreatedRepo repo = create();
      for (String cursor : List.of("no cursor of yours", "!", "-1")) {
        assertRefused(
            "cursor", () -> store().tokens(repo.name(), ListTokens.all().withCursor(cursor)));
      }
    });
  }

  @Test
  void r5_13_aWorkingTokenIsValid() throws Throwable {
    offers(VALIDATED, () -> {
      CreatedRepo repo = create();
      for (CreateToken request : List.of(CreateToken.read(), CreateToken.write())) {
        assertThat(store().validateToken(repo.name(), mint(repo, request).secret()))
            .returns(true, TokenCheck::valid)
            .returns(request.scope(), TokenCheck::scope);
      }
      assertThat(store().validateToken(repo.name(), firstToken(repo).secret()).scope())
          .isEqualTo(Scope.WRITE);
    });
  }

  @Test
  void r5_14_anyOtherTokenIsJustInvalid() throws Throwable {
    offers(VALIDATED, () -> {
      CreatedRepo repo = create();
      Secret foreign = mint(create(), CreateToken.write()).secret();
      Secret unknown = Secret.of("art_v1_0000000000000000000000000000000000000000");
      for (Secret token : List.of(foreign, unknown, Secret.of("x"))) {
        assertThat(store().validateToken(repo.name(), token)).isEqualTo(TokenCheck.INVALID);
      }
      assertThat(store().validateToken(newName(), foreign)).isEqualTo(TokenCheck.INVALID);
    });
  }

  @Test
  void r5_21_anExpiredTokenIsInvalid() throws Throwable {
    offers(VALIDATED, () -> {
      CreatedRepo repo = create();
      Token token = mint(repo, CreateToken.read().withTtl(CreateToken.MIN_TTL));
      assertThat(store().validateToken(repo.name(), token.secret()).valid()).isTrue();
      advanceClock(CreateToken.MIN_TTL.plusSeconds(1));
      assertThat(store().validateToken(repo.name(), token.secret())).isEqualTo(TokenCheck.INVALID);
    });
  }

  @Test
  void r5_23_tokensDieWithTheirRepo() throws Throwable {
    offers(VALIDATED, () -> {
      CreatedRepo repo = create();
      Secret old = mint(repo, CreateToken.write()).secret();
      store().delete(repo.name());
      assertThat(store().validateToken(repo.name(), old)).isEqualTo(TokenCheck.INVALID);
      store().create(repo.name());
      assertThat(store().validateToken(repo.name(), old)).isEqualTo(TokenCheck.INVALID);
    });
  }
}
