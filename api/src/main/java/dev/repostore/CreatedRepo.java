package dev.repostore;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repo that was just created, forked or imported, with what Git needs to use it.
 *
 * @param id the host's own id
 * @param name the name as it is stored
 * @param description free text; null if there is none
 * @param defaultBranch what a fresh clone checks out
 * @param remote the URL Git uses; never carries a credential
 * @param token a first token with scope {@link Scope#WRITE}; null where the store has no
 *     {@link Capability#CREATE_TOKEN} (and see {@link RepoStore#ensure(CreateRepo)})
 * @param objects how many Git objects a fork copied; null where the host does not tell, and for
 *     creates and imports
 */
public record CreatedRepo(
    String id,
    String name,
    @Nullable String description,
    String defaultBranch,
    URI remote,
    @Nullable Token token,
    @Nullable Long objects) {

  /** Checks that id, name, default branch and remote are there. */
  public CreatedRepo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(defaultBranch, "defaultBranch");
    Objects.requireNonNull(remote, "remote");
  }

  /** The first token, or empty where the store makes none. */
  public Optional<Token> firstToken() {
    return Optional.ofNullable(token);
  }

  /**
   * The same repo under another name: for stores that show another store's repos in their own way.
   */
  public CreatedRepo withName(String name) {
    return new CreatedRepo(id, name, description, defaultBranch, remote, token, objects);
  }
}
