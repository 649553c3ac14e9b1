package dev.repostore.host;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a host is opened with. Start with {@link #in(Path)}.
 *
 * @param data the folder everything is kept in; made if it is not there; one process at a time
 * @param liveQuirks whether to do as the live service was seen to do where that differs from its
 *     documentation
 * @param limits how much it takes
 * @param privateImports whether imports may come from loopback and private addresses, and over
 *     plain http; for tests
 * @param importHosts the hosts imports may come from, with their subdomains, also by way of a
 *     redirect; empty for all
 * @param clock what time it is
 */
public record HostSettings(
    Path data,
    boolean liveQuirks,
    HostLimits limits,
    boolean privateImports,
    List<String> importHosts,
    Clock clock) {

  /** Checks that nothing is null. */
  public HostSettings {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(limits, "limits");
    importHosts = List.copyOf(importHosts);
    Objects.requireNonNull(clock, "clock");
  }

  /** Strict semantics, standard limits and the system's clock. */
  public static HostSettings in(Path data) {
    return new HostSettings(data, false, HostLimits.STANDARD, false, List.of(), Clock.systemUTC());
  }

  /**
   * The folder data is kept in where nobody names one: {@code $REPOSTORE_HOME}, else
   * {@code $XDG_DATA_HOME/repostore}, else {@code ~/.local/share/repostore}.
   */
  public static Path dataFolder(Map<String, String> environment) {
    String own = environment.getOrDefault("REPOSTORE_HOME", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    // By its specification a relative XDG_DATA_HOME counts for nothing.
    String shared = environment.getOrDefault("XDG_DATA_HOME", "");
    return (shared.startsWith("/") ? Path.of(shared) : home(environment).resolve(".local/share"))
        .resolve("repostore");
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
  }

  /**
   * Makes the data folder, if it is not there; for a caller that keeps a file of its own in it.
   *
   * @throws dev.repostore.StoreUnavailableException if it cannot be used, or if there is something
   *     in it and it is no data folder: it is left as it is
   */
  public void makeDataFolder() {
    DataFolder.make(data);
  }

  /**
   * Where another process serves the data folder, if one does: it cannot be opened then, but that
   * one's REST API can be used.
   */
  public Optional<URI> servedAt() {
    return DataFolder.listener(data);
  }

  /**
   * The name of something in the data folder for which a host leaves it alone: it is no host's own,
   * and not empty. Makes nothing.
   */
  public Optional<String> stranger() {
    return DataFolder.stranger(data);
  }

  /** The same in another folder. */
  HostSettings withData(Path data) {
    return new HostSettings(data, liveQuirks, limits, privateImports, importHosts, clock);
  }

  /** The same, doing as the live service does, or not. */
  public HostSettings withLiveQuirks(boolean liveQuirks) {
    return new HostSettings(data, liveQuirks, limits, privateImports, importHosts, clock);
  }

  /** The same with other limits. */
  public HostSettings withLimits(HostLimits limits) {
    return new HostSettings(data, liveQuirks, limits, privateImports, importHosts, clock);
  }

  /** The same with imports from anywhere, or from public https addresses alone. */
  public HostSettings withPrivateImports(boolean privateImports) {
    return new HostSettings(data, liveQuirks, limits, privateImports, importHosts, clock);
  }

  /**
   * The same with imports from these hosts and their subdomains alone; from all if there are none.
   */
  public HostSettings withImportHosts(List<String> importHosts) {
    return new HostSettings(data, liveQuirks, limits, privateImports, importHosts, clock);
  }

  /** The same with another clock. */
  public HostSettings withClock(Clock clock) {
    return new HostSettings(data, liveQuirks, limits, privateImports, importHosts, clock);
  }
}
