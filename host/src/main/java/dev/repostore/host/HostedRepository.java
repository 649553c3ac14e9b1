package dev.repostore.host;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository of the host, one of {@link OpenRepos}, which goes on having it when a user
 * closes it and under whose lock the users are counted.
 */
final class HostedRepository extends BareRepository {

  private final String id;
  private final OpenRepos owner;
  private int users;
  private @Nullable Runnable removal;

  HostedRepository(File folder, String id, OpenRepos owner) throws IOException {
    super(folder);
    this.id = id;
    this.owner = owner;
  }

  String id() {
    return id;
  }

  /** Gives it back to its owner. */
  @Override
  public void close() {
    owner.release(this);
  }

  /** Closes its files; for its owner. */
  void closeFiles() {
    super.close();
  }

  @Override
  public void incrementOpen() {
    synchronized (owner) {
      users++;
    }
  }

  /** This, with one more user; empty if it is to be removed. Under the owner's lock. */
  Optional<HostedRepository> taken() {
    if (removal != null) {
      return Optional.empty();
    }
    users++;
    return Optional.of(this);
  }

  /** Whether that was the last user. Under the owner's lock. */
  boolean givenBack() {
    return --users == 0;
  }

  boolean inUse() {
    return users > 0;
  }

  void removeWith(Runnable task) {
    removal = task;
  }

  @Nullable
  Runnable removal() {
    return removal;
  }
}
