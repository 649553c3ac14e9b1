package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A host that all stores of this process on one folder share, with its listener for Git. The last
 * one to close closes it.
 */
final class SharedHost {

  private static final Map<Path, SharedHost> OPEN = new HashMap<>();

  private final HostSettings settings;
  private final Host host;
  private final Loopback loopback;
  private int users = 1;

  private SharedHost(HostSettings settings) {
    this.settings = settings;
    this.host = Host.open(settings);
    this.loopback = new Loopback(host, settings.data().resolve("port"));
  }

  static SharedHost open(HostSettings wanted) {
    Path root = DataFolder.make(wanted.data());
    HostSettings settings = wanted.withData(root);
    synchronized (OPEN) {
      SharedHost there = OPEN.get(root);
      if (there == null) {
        SharedHost opened = new SharedHost(settings);
        OPEN.put(root, opened);
        return opened;
      }
      if (!there.settings.equals(settings)) {
        throw new InvalidRequestException(
            "url",
            "The data folder " + root + " is open in this program with other options. Open it with "
                + "the same options everywhere, or close the other store first.");
      }
      there.users++;
      return there;
    }
  }

  Host host() {
    return host;
  }

  Path folder() {
    return settings.data();
  }

  /** The URL Git uses; from the first call on there is a listener. */
  URI remote(RepoRow repo) {
    return URI.create(Remotes.at(loopback.url()).of(repo));
  }

  /** One store fewer. */
  void release() {
    synchronized (OPEN) {
      if (--users == 0) {
        OPEN.remove(settings.data());
        try {
          loopback.close();
        } finally {
          host.close();
        }
      }
    }
  }
}
