package dev.repostore.tck;

import static dev.repostore.tck.BrokenStore.broken;

import dev.repostore.Capability;
import dev.repostore.CreateToken;
import dev.repostore.ListTokens;
import dev.repostore.Names;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import dev.repostore.UnsupportedCapabilityException;
import java.util.List;

/** Stores that go wrong with tokens and whom they let in. */
final class BrokenTokens {

  private BrokenTokens() {}

  static List<BrokenStore> all() {
    return List.of(
        broken(
            "declares tokens it lacks",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Token createToken(String repo, CreateToken request) {
                throw new UnsupportedCapabilityException("x", Capability.CREATE_TOKEN);
              }
            },
            "5.2",
            "5.3",
            "5.4",
            "5.5",
            "5.6",
            "5.7",
            "5.8",
            "5.9",
            "5.10",
            "5.13",
            "5.14",
            "5.15",
            "5.16",
            "5.17",
            "5.19",
            "5.20",
            "5.21",
            "5.22",
            "5.23",
            "5.24",
            "6.6",
            "6.7",
            "6.8",
            "6.9",
            "6.10",
            "6.13",
            "9.1",
            "10.3",
            "10.6",
            "10.7"),
        broken(
            "shows a token",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Token createToken(String repo, CreateToken request) {
                Token token = good.createToken(repo, request);
                return new Token(
                    token.secret().reveal(), token.secret(), token.scope(), token.expiresAt());
              }

              @Override
              public boolean revokeToken(String repo, String tokenId) {
                return tokenId.startsWith("art_v1")
                    ? good.revokeToken(repo, Secret.of(tokenId))
                    : good.revokeToken(repo, tokenId);
              }
            },
            "5.6",
            "5.7",
            "5.8",
            "5.9",
            "5.10",
            "5.22"),
        broken(
            "lists tokens of any state",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<TokenInfo> tokens(String repo, ListTokens request) {
                return good.tokens(repo, request.withState(null));
              }
            },
            "5.10",
            "5.22"),
        broken(
            "revokes any repos token",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public boolean revokeToken(String repo, String tokenId) {
                boolean revoked = false;
                for (RepoInfo each : good.list().toList()) {
                  revoked |= good.revokeToken(each.name(), tokenId);
                }
                return revoked;
              }
            },
            "5.19",
            "5.24",
            "9.1"),
        broken(
            "validates any repos token",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public TokenCheck validateToken(String repo, Secret token) {
                Names.repo(repo);
                return good.list()
                    .map(each -> good.validateToken(each.name(), token))
                    .filter(TokenCheck::valid)
                    .findFirst()
                    .orElse(TokenCheck.INVALID);
              }
            },
            "5.14"),
        broken(
            "never lets a token expire",
            clock -> new GoodStore(clock) {
              @Override
              boolean letsIn(GoodToken token) {
                return !token.revoked;
              }
            },
            "5.21",
            "6.10"),
        broken(
            "lets revoked tokens in",
            clock -> new GoodStore(clock) {
              @Override
              boolean letsIn(GoodToken token) {
                return token.state(now()) != TokenState.EXPIRED;
              }
            },
            "5.15",
            "6.8"),
        broken(
            "lets readers push",
            clock -> new GoodStore(clock) {
              @Override
              boolean mayPush(GoodRepo repo, GoodToken token) {
                return !repo.info().readOnly();
              }
            },
            "6.6",
            "6.13"),
        broken(
            "lets anybody push to read only",
            clock -> new GoodStore(clock) {
              @Override
              boolean mayPush(GoodRepo repo, GoodToken token) {
                return token.scope == Scope.WRITE;
              }
            },
            "6.12"));
  }
}
