package dev.repostore.git;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * On what terms operations on a remote are done. Immutable.
 *
 * @param allowed which remotes may be asked besides the safe ones
 * @param trusted whether the remote is known to look for forged collisions of SHA-1 itself
 */
record Terms(Set<RemoteKind> allowed, GitLimits limits, Progress progress, boolean trusted) {

  static final Terms USUAL = new Terms(Set.of(), GitLimits.none(), Progress.NONE, false);

  Terms {
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(progress, "progress");
  }

  Terms allowing(RemoteKind... kinds) {
    Set<RemoteKind> more = EnumSet.noneOf(RemoteKind.class);
    more.addAll(allowed);
    more.addAll(Arrays.asList(kinds));
    return new Terms(more, limits, progress, trusted);
  }

  Terms withLimits(GitLimits limits) {
    return new Terms(allowed, limits, progress, trusted);
  }

  Terms withProgress(Progress progress) {
    return new Terms(allowed, limits, progress, trusted);
  }

  Terms withTrust() {
    return new Terms(allowed, limits, progress, true);
  }
}
