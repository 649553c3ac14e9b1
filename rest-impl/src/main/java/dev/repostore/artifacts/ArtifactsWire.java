package dev.repostore.artifacts;

import dev.repostore.Secret;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the wire. Names are snake_case on the wire unless said; what is read may lack
 * anything, and may have more. The records are public for the JSON library's sake: nobody outside
 * can name this class.
 */
final class ArtifactsWire {

  private ArtifactsWire() {}

  /** What every answer is wrapped in. */
  interface Envelope<T> {
    @Nullable
    T result();

    @Nullable
    Boolean success();

    @Nullable
    List<ErrorItem> errors();

    /** Only lists have one. */
    default @Nullable ResultInfo resultInfo() {
      return null;
    }
  }

  /** Where a list goes on: a cursor, or page numbers, or neither. */
  public record ResultInfo(
      @Nullable String cursor,
      @Nullable Integer page,
      @Nullable Integer perPage,
      @Nullable Integer totalPages,
      @Nullable Long totalCount) {}

  /** The code is text, so that no answer is unreadable for its sake. */
  public record ErrorItem(
      @Nullable String code,
      @Nullable String message,
      @Nullable Source source) {}

  public record Source(@Nullable String pointer) {}

  public record Repo(
      @Nullable String id,
      @Nullable String name,
      @Nullable String description,
      @Nullable String defaultBranch,
      @Nullable String createdAt,
      @Nullable String updatedAt,
      @Nullable String lastPushAt,
      @Nullable String source,
      @Nullable Boolean readOnly,
      @Nullable String status,
      @Nullable String remote) {}

  /** When the token expires was told in two ways, and then not at all. */
  public record Created(
      @Nullable String id,
      @Nullable String name,
      @Nullable String description,
      @Nullable String defaultBranch,
      @Nullable String remote,
      @Nullable Secret token,
      @Nullable String tokenExpiresAt,
      @Nullable String expiresAt,
      @Nullable Long objects) {}

  public record Minted(
      @Nullable String id,
      @Nullable Secret plaintext,
      @Nullable String scope,
      @Nullable String expiresAt) {}

  public record TokenRow(
      @Nullable String id,
      @Nullable String scope,
      @Nullable String state,
      @Nullable String createdAt,
      @Nullable String expiresAt) {}

  /** In camelCase on the wire. */
  public record CommitRow(
      @Nullable String hash,
      @JsonbProperty("treeHash") @Nullable String treeHash,
      @Nullable String message,
      @Nullable PersonRow author,
      @Nullable PersonRow committer,
      @Nullable List<String> parents,
      @JsonbProperty("authoredAt") @Nullable String authoredAt,
      @JsonbProperty("committedAt") @Nullable String committedAt) {}

  public record PersonRow(@Nullable String name, @Nullable String email) {}

  public record Entry(
      @Nullable String name,
      @Nullable String mode,
      @Nullable String hash,
      @Nullable String type) {}

  /** Earlier servers called the name {@code name}. */
  public record NamespaceRow(
      @Nullable String namespace,
      @Nullable String name,
      @Nullable String jurisdiction,
      @Nullable Long repoCount,
      @Nullable String createdAt,
      @Nullable String updatedAt) {}

  public record FailedAnswer(
      @Nullable Boolean success, @Nullable List<ErrorItem> errors) {}

  public record RepoAnswer(
      @Nullable Repo result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors) implements Envelope<Repo> {}

  public record ReposAnswer(
      @Nullable List<Repo> result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors,
      @Nullable ResultInfo resultInfo)
      implements Envelope<List<Repo>> {}

  public record CreatedAnswer(
      @Nullable Created result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors) implements Envelope<Created> {}

  public record MintedAnswer(
      @Nullable Minted result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors) implements Envelope<Minted> {}

  public record TokensAnswer(
      @Nullable List<TokenRow> result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors,
      @Nullable ResultInfo resultInfo)
      implements Envelope<List<TokenRow>> {}

  public record LogAnswer(
      @Nullable List<CommitRow> result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors) implements Envelope<List<CommitRow>> {}

  public record CommitAnswer(
      @Nullable CommitRow result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors) implements Envelope<CommitRow> {}

  public record TreeAnswer(
      @Nullable List<Entry> result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors) implements Envelope<List<Entry>> {}

  public record NamespaceAnswer(
      @Nullable NamespaceRow result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors) implements Envelope<NamespaceRow> {}

  public record NamespacesAnswer(
      @Nullable List<NamespaceRow> result,
      @Nullable Boolean success,
      @Nullable List<ErrorItem> errors,
      @Nullable ResultInfo resultInfo)
      implements Envelope<List<NamespaceRow>> {}

  public record NewRepo(
      String name, @Nullable String description, String defaultBranch, boolean readOnly) {}

  public record NewFork(
      String name, @Nullable String description, boolean readOnly, boolean defaultBranchOnly) {}

  public record NewImport(
      String url, @Nullable String branch, @Nullable Integer depth, boolean readOnly) {}

  public record NewToken(String repo, String scope, long ttl) {}

  public record NewNamespace(String namespace, @Nullable String jurisdiction) {}
}
