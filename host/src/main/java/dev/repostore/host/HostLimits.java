package dev.repostore.host;

import java.time.Duration;

/**
 * How much a host takes.
 *
 * @param fileBytes the largest file a push or an import may bring, in bytes; 32 MiB unless set
 * @param repoBytes how large a repo may grow on disk, in bytes; 1 GiB unless set
 * @param requestsPer10s requests in any 10 seconds, for each namespace (REST) and each repo (Git);
 *     2,000 unless set
 * @param importTime how long one import may take; 10 minutes unless set
 */
public record HostLimits(long fileBytes, long repoBytes, int requestsPer10s, Duration importTime) {

  /** The limits Artifacts has (contract, section 8). */
  public static final HostLimits STANDARD =
      new HostLimits(32L << 20, 1L << 30, 2000, Duration.ofMinutes(10));
}
