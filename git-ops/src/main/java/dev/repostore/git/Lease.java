package dev.repostore.git;

import dev.repostore.Capability;
import dev.repostore.Repo;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.spi.OwnCredential;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The credential of one operation, from its first request to its last. For one thread. */
interface Lease extends AutoCloseable {

  /** What opens the remote right now; null if nothing is needed. */
  @Nullable
  Secret secret();

  /** Takes back what was made for this operation; never throws. May be called twice. */
  @Override
  void close();

  /** One that is somebody else's to make and to take back. */
  static Lease fixed(@Nullable Secret secret) {
    return new Lease() {
      @Override
      public @Nullable Secret secret() {
        return secret;
      }

      @Override
      public void close() {}
    };
  }

  /** One made for the operation, or what the store itself has where it makes none. */
  static Lease of(Repo repo, Scope scope) {
    if (repo.store().info().can(Capability.CREATE_TOKEN)) {
      return new MintedLease(repo, scope, Clock.systemUTC());
    }
    return repo.store() instanceof OwnCredential own
        ? fixed(own.forGit(repo.name(), scope).orElse(null))
        : fixed(null);
  }
}
