package dev.repostore.artifacts;

import dev.repostore.CreateRepo;
import dev.repostore.Namespace;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStatus;
import dev.repostore.Scope;
import dev.repostore.StoreUnavailableException;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import dev.repostore.artifacts.ArtifactsWire.NamespaceRow;
import dev.repostore.artifacts.ArtifactsWire.Repo;
import dev.repostore.artifacts.ArtifactsWire.TokenRow;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows of the wire as the vocabulary's records, with what may be missing made up for. */
final class Reading {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");
  private static final long FIRST_MILLIS = 100_000_000_000L;

  private Reading() {}

  static RepoInfo repo(Repo row) {
    Instant createdAt = need(time(row.createdAt()), "created_at");
    return new RepoInfo(
        need(row.id(), "id"),
        need(row.name(), "name"),
        row.description(),
        branch(row.defaultBranch()),
        createdAt,
        Optional.ofNullable(time(row.updatedAt())).orElse(createdAt),
        time(row.lastPushAt()),
        row.source(),
        Boolean.TRUE.equals(row.readOnly()),
        status(row.status()),
        remote(row.remote()));
  }

  static TokenInfo token(TokenRow row) {
    return new TokenInfo(
        need(row.id(), "id"),
        scope(row.scope()),
        state(row.state()),
        need(time(row.createdAt()), "created_at"),
        need(time(row.expiresAt()), "expires_at"));
  }

  static Namespace namespace(NamespaceRow row) {
    Instant createdAt = need(time(row.createdAt()), "created_at");
    return new Namespace(
        need(row.namespace() == null ? row.name() : row.namespace(), "namespace"),
        row.jurisdiction(),
        row.repoCount() == null ? 0 : row.repoCount(),
        createdAt,
        Optional.ofNullable(time(row.updatedAt())).orElse(createdAt));
  }

  /** Every row as something else; a row that is null is an answer that cannot be read. */
  static <R, T> List<T> rows(List<R> rows, Function<R, T> reading) {
    return rows.stream().map(row -> reading.apply(need(row, "result"))).toList();
  }

  static <T> T need(@Nullable T value, String field) {
    if (value == null) {
      throw new StoreUnavailableException(
          "The host's answer lacks '" + field
              + "', or has something there that cannot be read. Check base-url; it"
              + " may not be an Artifacts REST API.",
          false,
          null,
          null);
    }
    return value;
  }

  static String branch(@Nullable String branch) {
    return branch == null || branch.isEmpty() ? CreateRepo.DEFAULT_BRANCH : branch;
  }

  /** Without any user and password: a remote is shown and stored, a credential is not. */
  static URI remote(@Nullable String text) {
    URI url = need(url(text), "remote");
    if (url.getRawUserInfo() == null) {
      return url;
    }
    String bare = need(text, "remote").replaceFirst("://[^/]*@", "://");
    return need(url(bare), "remote");
  }

  private static @Nullable URI url(@Nullable String text) {
    try {
      URI url = text == null ? null : new URI(text);
      boolean web = url != null
          && url.getHost() != null
          && ("https".equalsIgnoreCase(url.getScheme())
              || "http".equalsIgnoreCase(url.getScheme()));
      return web ? url : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  /** Write, which is what the host makes if nothing else is asked for. */
  static Scope scope(@Nullable String scope) {
    return "read".equalsIgnoreCase(scope) ? Scope.READ : Scope.WRITE;
  }

  private static TokenState state(@Nullable String state) {
    return switch (lower(state)) {
      case "expired" -> TokenState.EXPIRED;
      case "revoked" -> TokenState.REVOKED;
      default -> TokenState.ACTIVE;
    };
  }

  /** A repo of which nothing is said is ready: only rows of lists say anything. */
  private static RepoStatus status(@Nullable String status) {
    return switch (lower(status)) {
      case "creating" -> RepoStatus.CREATING;
      case "importing" -> RepoStatus.IMPORTING;
      case "forking" -> RepoStatus.FORKING;
      default -> RepoStatus.READY;
    };
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  /**
   * A time of day with or without fractions and offset (UTC then), or Unix seconds or milliseconds;
   * null if there is none or it is something else.
   */
  static @Nullable Instant time(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (DIGITS.matcher(text).matches()) {
      long number = Long.parseLong(text);
      return number < FIRST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }
    String iso = text.strip().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeParseException noOffset) {
      return local(iso);
    }
  }

  private static @Nullable Instant local(String iso) {
    try {
      return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException noTime) {
      return null;
    }
  }
}
