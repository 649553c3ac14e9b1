package dev.repostore.host;

import java.io.IOException;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The repo of one request: its files are opened when something is to be read that is not remembered
 * from an earlier request. One thread only.
 */
final class GitRepo implements AutoCloseable {

  private final Host host;
  private final RepoRow row;
  private final LiveRepo live;
  private @Nullable Repository repository;

  GitRepo(Host host, RepoRow row, LiveRepos repos) {
    this.host = host;
    this.row = row;
    this.live = repos.use(row.id());
  }

  Host host() {
    return host;
  }

  RepoRow row() {
    return row;
  }

  LiveRepo live() {
    return live;
  }

  Repository repository() {
    if (repository == null) {
      repository = host.git(row);
    }
    return repository;
  }

  RepoRefs refs() throws IOException {
    RepoRefs known = live.knownRefs();
    return known == null ? live.refs(repository()) : known;
  }

  @Override
  public void close() {
    if (repository != null) {
      repository.close();
    }
    live.close();
  }
}
