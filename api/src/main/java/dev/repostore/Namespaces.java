package dev.repostore;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of a store's account, its own among them. Needs {@link Capability#NAMESPACES}.
 *
 * <p>Every method blocks and is thread-safe; names are checked before any I/O.
 */
public interface Namespaces {

  /**
   * Makes an empty namespace. (Creating the first repo in one that does not exist makes it too.)
   *
   * @param jurisdiction where its data is to stay, for good; null for no restriction
   * @throws AlreadyExistsException if there is one of that name
   */
  Namespace create(String name, @Nullable String jurisdiction);

  /** The namespace of that name, if there is one. */
  Optional<Namespace> find(String name);

  /**
   * One page, oldest first.
   *
   * @param limit rows a page, 1 to 200
   * @param cursor from the page before; null for the start
   */
  Page<Namespace> list(int limit, @Nullable String cursor);

  /** All of them, asked for page by page as the stream is read. */
  default Stream<Namespace> list() {
    return Pages.stream(cursor -> list(100, cursor));
  }

  /**
   * Deletes a namespace that has no repos.
   *
   * @return whether there was one
   * @throws InvalidRequestException with field {@code namespace} if it still has repos: nothing is
   *     deleted
   */
  boolean delete(String name);
}
