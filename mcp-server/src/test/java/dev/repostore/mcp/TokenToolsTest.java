package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class TokenToolsTest extends OnAStore {

  TokenToolsTest(Place place) {
    super(place);
  }

  @BeforeEach
  void makeRepos() {
    desk.ok("create_repo", name("x"));
    desk.ok("create_repo", name("other"));
  }

  @Test
  void aTokenIsAHandleAndNoSecret() {
    Map<String, Object> minted =
        desk.ok("mint_token", Map.of("repo", "x", "scope", "write", "ttl_seconds", 120));
    assertThat(minted)
        .containsKeys("handle", "token_id", "expires_at", "usage")
        .containsEntry("scope", "write")
        .doesNotContainKey("token");
    assertThat(minted.toString()).doesNotContain("art_v");
    assertThat(Desk.list(desk.ok("list_tokens", repo("x")), "tokens"))
        .extracting(token -> token.get("id"))
        .contains(minted.get("token_id"));
  }

  @Test
  void howPlainGitGetsInIsTrueOfTheStore() {
    String usage = desk.ok("mint_token", repo("x"), "usage");
    if (place() == Place.EMBEDDED) {
      assertThat(usage)
          .contains("repostore serve --data " + folder)
          .doesNotContain("REPOSTORE_URL");
    } else {
      assertThat(usage)
          .contains("REPOSTORE_URL is 'repostore:artifacts:acc/main?", "makes a token of its own")
          .doesNotContain(Place.API_TOKEN.reveal());
    }
  }

  @Test
  void itIsShownOnlyToWhoWasAllowedToSeeIt() {
    open(options -> options.withRevealTokens(true), "main");
    desk.ok("create_repo", name("x"));
    assertThat(desk.ok("mint_token", repo("x"), "token")).startsWith("art_v");
  }

  @Test
  void aHandleIsOfNoUseElsewhere() {
    String handle = desk.ok("mint_token", repo("x"), "handle");
    for (String tool : List.of("clone", "validate_token", "revoke_token")) {
      Map<?, ?> error = desk.error(tool, Map.of("repo", "other", "token", handle));
      assertThat(error.get("field")).as(tool).isEqualTo("token");
    }
    assertThat(desk.fails("validate_token", Map.of("repo", "x", "token", "handle_0")))
        .isEqualTo("invalid_request");
    assertThat(desk.ok("validate_token", Map.of("repo", "x", "token", "art_v1_" + "0".repeat(40))))
        .containsEntry("valid", false);
  }

  @Test
  void onesOwnIsRevokedAtOnceAndAnothersOnlyIfSomebodyAgrees() {
    Map<String, Object> own = desk.ok("mint_token", repo("x"));
    Object plan = desk.ok("mint_token", repo("x")).get("token_id");
    assertThat(desk.ok("revoke_token", Map.of("repo", "x", "token", own.get("token_id"))))
        .containsEntry("revoked", true);
    assertThat(desk.ok("validate_token", Map.of("repo", "x", "token", own.get("handle"))))
        .isEqualTo(Map.of("valid", false));
    assertThat(plan).isNotNull();

    String theirs = theirToken();
    Map<String, Object> planned = desk.ok("revoke_token", Map.of("repo", "x", "token", theirs));
    assertThat(planned).doesNotContainKey("revoked").containsKey("plan_id");
    assertThat(active()).contains(theirs);
    assertThat(desk.ok(
            "revoke_token",
            Map.of("repo", "x", "token", theirs, "plan_id", planned.get("plan_id"))))
        .containsEntry("revoked", true);
    assertThat(active()).doesNotContain(theirs);
  }

  /** Made behind the desk's back. */
  private String theirToken() {
    return String.valueOf(desk.gate()
        .stores()
        .get("main")
        .createToken("x", dev.repostore.CreateToken.read())
        .id());
  }

  private Set<Object> active() {
    Set<Object> ids = new HashSet<>();
    Desk.list(desk.ok("list_tokens", repo("x")), "tokens")
        .forEach(token -> ids.add(token.get("id")));
    return ids;
  }

  @Test
  void aDryRunMakesAndRevokesNothing() {
    String theirs = theirToken();
    Set<Object> before = active();
    desk.ok("mint_token", Map.of("repo", "x", "dry_run", true));
    assertThat(desk.ok("revoke_token", Map.of("repo", "x", "token", theirs, "dry_run", true)))
        .containsKey("message");
    assertThat(desk.fails("mint_token", Map.of("repo", "nobody", "dry_run", true)))
        .isEqualTo("not_found");
    assertThat(desk.fails("revoke_token", Map.of("repo", "x", "token", "a b", "dry_run", true)))
        .isEqualTo("invalid_request");
    assertThat(active()).isEqualTo(before);
  }

  @Test
  void theListIsReadPageByPage() {
    for (int i = 0; i < 3; i++) {
      desk.ok("mint_token", repo("x"));
    }
    Map<String, Object> first = desk.ok("list_tokens", Map.of("repo", "x", "limit", 2));
    assertThat(Desk.list(first, "tokens")).hasSize(2);
    Map<String, Object> second =
        desk.ok("list_tokens", Map.of("repo", "x", "limit", 2, "cursor", first.get("next_cursor")));
    assertThat(Desk.list(second, "tokens"))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(Desk.list(first, "tokens"));
    assertThat(desk.fails("list_tokens", Map.of("repo", "x", "cursor", "?")))
        .isEqualTo("invalid_request");
    assertThat(desk.fails("list_tokens", repo("nobody"))).isEqualTo("not_found");
  }

  @Test
  void aRevealedTokenIsTakenWhereAHandleIs() {
    open(options -> options.withRevealTokens(true), "main");
    desk.ok("create_repo", name("shown"));
    String token = desk.ok("mint_token", repo("shown"), "token");
    Map<String, Object> with = Map.of("repo", "shown", "token", token);
    desk.ok("clone", with);
    assertThat(desk.ok("validate_token", with)).containsEntry("valid", true);
    assertThat(desk.ok("revoke_token", with)).containsEntry("revoked", true);
    assertThat(desk.ok("validate_token", with)).containsEntry("valid", false);
  }
}
