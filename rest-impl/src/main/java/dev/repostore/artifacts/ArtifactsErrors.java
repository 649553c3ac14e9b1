package dev.repostore.artifacts;

import dev.repostore.AccessRefusedException;
import dev.repostore.AlreadyExistsException;
import dev.repostore.HostError;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.RateLimitedException;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import dev.repostore.artifacts.ArtifactsWire.ErrorItem;
import dev.repostore.artifacts.ArtifactsWire.FailedAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The exception for what a host answered: by its error code where it gave one that is known, else
 * by the HTTP status.
 */
final class ArtifactsErrors {

  static final int INTERNAL = 10400;

  private static final Duration DEFAULT_RATE_PAUSE = Duration.ofSeconds(10);
  private static final Duration DEFAULT_READY_PAUSE = Duration.ofSeconds(1);

  private final Answer answer;
  private final Asked asked;
  private final Masks masks;
  private final Instant now;
  private final boolean envelope;
  private final int code;
  private final @Nullable String field;
  private final HostError host;

  private ArtifactsErrors(Answer answer, Asked asked, Masks masks, Instant now) {
    this.answer = answer;
    this.asked = asked;
    this.masks = masks;
    this.now = now;
    String text = answer.text();
    Optional<FailedAnswer> failed = ArtifactsJson.read(text, FailedAnswer.class)
        .filter(read -> read.success() != null || read.errors() != null);
    envelope = failed.isPresent();
    ErrorItem item =
        failed.map(FailedAnswer::errors).map(ArtifactsErrors::telling).orElse(null);
    code = item == null ? 0 : number(item.code());
    String pointed = item == null || item.source() == null ? "" : item.source().pointer();
    field = pointed == null || !masks.clean(pointed).equals(pointed) ? null : field(pointed);
    String said = item == null || item.message() == null
        ? "HTTP " + answer.status() + ", " + answer.contentType() + ": " + text
        : item.message();
    host = new HostError(code, masks.excerpt(said));
  }

  /**
   * A request, for telling what failed.
   *
   * @param doing what it was to do, to follow "Could not"
   */
  record Asked(String method, URI url, String doing) {}

  static RepoStoreException of(Answer answer, Asked asked, Masks masks, Instant now) {
    return new ArtifactsErrors(answer, asked, masks, now).exception();
  }

  private RepoStoreException exception() {
    if (answer.status() == 429) {
      return new RateLimitedException(
          said("It has had too many requests for now. Wait, then try again."),
          answer.retryAfter(now).orElse(DEFAULT_RATE_PAUSE),
          host,
          null);
    }
    return switch (code) {
      case 10100, 10102, 10105 -> invalid(field);
      case 10101 -> invalid(field == null ? "name" : field);
      case 10103 -> invalid(field == null ? "ttl" : field);
      case 10104, 10106 -> invalid(field == null ? "url" : field);
      case 10200 -> notFound();
      case 10201 -> exists();
      case 10301, 10302, 10303 -> notReady();
      case INTERNAL -> internal();
      case 10401 -> unavailable(true, "The remote it asked did not answer it. Try again.");
      case 10402 ->
        unavailable(
            false,
            "It is too large for the REST API; use Git for it (or import less, with a depth).");
      case 6003, 6103, 6111, 9103, 9106, 9107, 9109, 10000, 10004 -> refused();
      case 7000, 7003 -> invalid("account");
      default -> byStatus();
    };
  }

  private RepoStoreException byStatus() {
    return switch (answer.status()) {
      case 401, 403 -> refused();
      case 404 ->
        envelope
            ? notFound()
            : unavailable(false, "There seems to be no Artifacts REST API there. Check base-url.");
      case 409 -> asked.method().equals("POST") ? exists() : notReady();
      case 407 ->
        unavailable(false, "A proxy on the way wants a credential: see the JVM's proxy settings.");
      case 408, 425 -> unavailable(true, "Try again.");
      default -> answer.status() / 100 == 4 ? invalid(field) : other();
    };
  }

  private RepoStoreException other() {
    int kind = answer.status() / 100;
    if (kind == 3) {
      return unavailable(
          false,
          "It points elsewhere" + elsewhere()
              + ", where the credential is not sent. Check base-url.");
    }
    return kind == 5
        ? unavailable(true, "Try again later.")
        : unavailable(false, "That is no answer of an Artifacts REST API. Check base-url.");
  }

  /** The host of a redirect; the rest of the URL could carry anything. */
  private String elsewhere() {
    try {
      String host = answer
          .headers()
          .firstValue("location")
          .map(URI::create)
          .map(URI::getHost)
          .orElse(null);
      return host == null ? "" : " (to " + host + ")";
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private RepoStoreException invalid(@Nullable String wrong) {
    String what = wrong == null ? "Correct the request" : "Correct '" + wrong + "'";
    return new InvalidRequestException(wrong, said(what + " and try again."), host, null);
  }

  private RepoStoreException notFound() {
    return new NotFoundException(said("Check the name, and list what there is."), host, null);
  }

  private RepoStoreException exists() {
    return new AlreadyExistsException(
        said("The name is taken, in some spelling. Choose another, or use what is there."),
        host,
        null);
  }

  private RepoStoreException notReady() {
    return new NotReadyException(
        said("It is still being made; awaitReady waits for it."),
        answer.retryAfter(now).orElse(DEFAULT_READY_PAUSE),
        host,
        null);
  }

  private RepoStoreException refused() {
    return new AccessRefusedException(
        said(
            "Use an API token with Artifacts Read and Edit for this account; the token of a repo opens Git"
                + " alone."),
        host,
        null);
  }

  private RepoStoreException internal() {
    boolean corrupt = host.text().matches("(?i).*\\b(corrupt|damaged)\\b.*");
    return unavailable(
        !corrupt,
        corrupt
            ? "What is stored there cannot be read; restore it from a clone."
            : "Try again later.");
  }

  private StoreUnavailableException unavailable(boolean retryable, String advice) {
    return new StoreUnavailableException(said(advice), retryable, host, null);
  }

  private String said(String advice) {
    String number = code == 0 ? "HTTP " + answer.status() : "code " + code;
    return masks.clean("Could not " + asked.doing() + ": " + asked.url().getAuthority() + " said '"
        + host.text() + "' (" + number + "). " + advice);
  }

  private static @Nullable ErrorItem telling(List<ErrorItem> items) {
    return items.stream()
        .filter(Objects::nonNull)
        .filter(item -> number(item.code()) > 0)
        .findFirst()
        .orElseGet(() -> items.stream().filter(Objects::nonNull).findFirst().orElse(null));
  }

  private static int number(@Nullable String code) {
    try {
      return code == null ? 0 : Integer.parseInt(code);
    } catch (NumberFormatException word) {
      return 0;
    }
  }

  private static @Nullable String field(String pointer) {
    return !pointer.matches("/[A-Za-z0-9_/-]{1,60}") ? null : pointer.substring(1);
  }
}
