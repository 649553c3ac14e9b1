package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Secret;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;

/**
 * What one client was told is done, and the one thing it asked for and was told nothing about: that
 * may be done or not, but wholly.
 */
final class Ledger {

  /** What is known of a repo. */
  static final class Known {
    final String id;
    final Set<Secret> working = new HashSet<>();
    final Set<Secret> revoked = new HashSet<>();
    ObjectId tip;

    Known(String id) {
      this.id = id;
    }
  }

  /** What was asked for last. */
  sealed interface Asked {
    String name();
  }

  record Made(String name, ObjectId tip) implements Asked {}

  record Deleted(String name) implements Asked {}

  record Pushed(String name, ObjectId tip) implements Asked {}

  record Revoked(String name, Secret token) implements Asked {}

  record Minted(String name) implements Asked {}

  final String namespace;
  final Map<String, Known> repos = new LinkedHashMap<>();
  Asked unanswered;

  Ledger(String namespace) {
    this.namespace = namespace;
  }

  /** Compares with what is there after a restart, and takes over what turned out to be done. */
  void compare(Host host) throws IOException {
    settle(host);
    for (Map.Entry<String, Known> each : repos.entrySet()) {
      Known known = each.getValue();
      RepoRow row = host.find(namespace, each.getKey()).orElseThrow();
      assertThat(row.id()).isEqualTo(known.id);
      for (Secret token : known.working) {
        TokenRow found = host.token(token).orElseThrow();
        assertThat(found.worksAt(host.now())).isTrue();
        assertThat(found.repoId()).isEqualTo(known.id);
      }
      for (Secret token : known.revoked) {
        assertThat(host.token(token).orElseThrow().revoked()).isTrue();
      }
      checkFiles(host, row, known.tip);
    }
  }

  /** Finds out what became of the request nobody answered. */
  private void settle(Host host) throws IOException {
    Asked asked = unanswered;
    unanswered = null;
    if (asked instanceof Made made) {
      Optional<RepoRow> row = host.find(namespace, made.name());
      if (row.isPresent()) {
        Known known = new Known(row.get().id());
        known.tip = made.tip();
        repos.put(made.name(), known);
      }
    } else if (asked instanceof Deleted deleted) {
      if (host.find(namespace, deleted.name()).isEmpty()) {
        Known gone = Objects.requireNonNull(repos.remove(deleted.name()));
        gone.working.forEach(token -> assertThat(host.token(token)).isEmpty());
      }
    } else if (asked instanceof Pushed pushed) {
      Known known = repos.get(pushed.name());
      try (Repository git = host.git(host.find(namespace, pushed.name()).orElseThrow())) {
        if (pushed.tip().equals(git.resolve("refs/heads/main"))) {
          known.tip = pushed.tip();
        }
      }
    } else if (asked instanceof Revoked revoked) {
      Known known = repos.get(revoked.name());
      known.working.remove(revoked.token());
      if (host.token(revoked.token()).orElseThrow().revoked()) {
        known.revoked.add(revoked.token());
      }
    }
  }

  /** That the repo has the tip and all that leads to it. */
  private static void checkFiles(Host host, RepoRow row, ObjectId tip) throws IOException {
    try (Repository git = host.git(row);
        ObjectWalk walk = new ObjectWalk(git)) {
      assertThat(git.getFullBranch()).isEqualTo("refs/heads/" + row.defaultBranch());
      assertThat(git.resolve("refs/heads/main")).isEqualTo(tip);
      for (Ref ref : git.getRefDatabase().getRefsByPrefix("refs/")) {
        walk.markStart(walk.parseAny(ref.getObjectId()));
      }
      walk.checkConnectivity();
    }
  }
}
