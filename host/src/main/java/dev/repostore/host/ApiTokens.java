package dev.repostore.host;

import dev.repostore.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who may use the REST API. Repo tokens never do. */
record ApiTokens(Secret edit, @Nullable Secret read) {

  /**
   * Empty if a request may go on; else why not.
   *
   * @param authorization the header of that name
   */
  Optional<ErrorReply> refusal(@Nullable String authorization, boolean edits) {
    if (authorization == null) {
      return refused("The REST API needs a credential: send the header 'Authorization: Bearer "
          + "<API token>'.");
    }
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return refused("The credential must be sent as 'Authorization: Bearer <API token>'.");
    }
    String presented = authorization.substring(7).strip();
    // Both are compared in any case, so that the time taken does not tell them apart.
    boolean editor = same(presented, edit);
    boolean reader = read != null && same(presented, read);
    if (!editor && !reader) {
      return refused("The API token is not this server's. A repo's own token lets Git in, and not "
          + "the REST API.");
    }
    return editor || !edits
        ? Optional.empty()
        : Optional.of(RestErrors.reply(
            403, "This API token can only read. Use the one for editing to change things."));
  }

  private static Optional<ErrorReply> refused(String message) {
    return Optional.of(
        RestErrors.reply(401, message).with("WWW-Authenticate", "Bearer realm=\"artifacts\""));
  }

  private static boolean same(String presented, Secret secret) {
    return MessageDigest.isEqual(
        presented.getBytes(StandardCharsets.UTF_8),
        secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
