package dev.repostore.spi;

import dev.repostore.Scope;
import dev.repostore.Secret;
import java.util.Optional;

/**
 * What a store implements beside {@link dev.repostore.RepoStore} if its host makes no tokens and
 * lets Git in with a credential of the store's own. Git work asks for it where the store lacks
 * {@link dev.repostore.Capability#CREATE_TOKEN}, also through the store's views: a
 * {@linkplain dev.repostore.RepoStore#readOnly() read-only} one passes on what is for reading and
 * refuses the rest, a {@linkplain dev.repostore.RepoStore#scoped scoped} one asks by the whole
 * name. Thread-safe.
 */
public interface OwnCredential {

  /**
   * The credential for one repo, sent as {@code Authorization: Bearer …}; empty if Git needs none.
   * For {@link Scope#READ} it should be one that cannot push, where the host has such.
   *
   * @param repo the repo's name
   * @param scope what Git is about to do
   */
  Optional<Secret> forGit(String repo, Scope scope);
}
