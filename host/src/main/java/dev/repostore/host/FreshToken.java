package dev.repostore.host;

import dev.repostore.CreateToken;
import dev.repostore.Secret;
import dev.repostore.Token;
import java.time.Instant;
import java.util.HexFormat;

/** A token at the only moment its value is known: what is stored of it, and what is shown. */
record FreshToken(TokenRow row, TokenHash hash, Secret value) {

  private static final int RANDOM_BYTES = 20;

  static FreshToken make(
      Ids ids, String repoId, CreateToken request, Instant now, boolean liveQuirks) {
    Instant expires = now.plus(request.ttl());
    Secret value = Secret.of((liveQuirks ? "art_v2_x_" : "art_v1_")
        + HexFormat.of().formatHex(ids.bytes(RANDOM_BYTES))
        + "?expires=" + expires.getEpochSecond());
    TokenRow row = new TokenRow(ids.next(), repoId, request.scope(), now, expires, false);
    return new FreshToken(row, TokenHash.of(value), value);
  }

  Token token() {
    return new Token(row.id(), value, row.scope(), row.expiresAt());
  }
}
