package dev.repostore.git;

import java.io.IOException;
import java.net.URI;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/** The configuration of a fresh clone: where it came from, and never how it got in. */
final class CloneConfig {

  private CloneConfig() {}

  static void write(Repository repository, URI url, Clone request, CloneRefs refs)
      throws IOException {
    StoredConfig config = repository.getConfig();
    config.setString("remote", "origin", "url", url.toString());
    if (!request.bare()) {
      config.setString("remote", "origin", "fetch", refs.refSpec());
      if (!request.tags()) {
        config.setString("remote", "origin", "tagOpt", "--no-tags");
      }
    }
    if (request.credentialHelper() != null) {
      String section = url.getScheme() + "://" + url.getRawAuthority();
      // An empty first value makes Git forget the helpers it was told of elsewhere.
      config.setStringList(
          "credential", section, "helper", java.util.List.of("", request.credentialHelper()));
      config.setBoolean("credential", section, "useHttpPath", true);
    }
    refs.branch().ifPresent(branch -> {
      if (!request.bare()) {
        config.setString("branch", branch, "remote", "origin");
        config.setString("branch", branch, "merge", Constants.R_HEADS + branch);
      }
    });
    config.save();
  }
}
