package dev.repostore.git;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.lib.Config;

/** What a repository says that its reader must know of, as Git has it say that. */
final class RepositoryFormat {

  private static final String EXTENSIONS = "extensions";
  private static final Set<String> KNOWN = Set.of(
      "noop", "preciousobjects", "partialclone", "worktreeconfig", "refstorage", "objectformat");

  private RepositoryFormat() {}

  /** @throws CheckoutUnusableException if it is written in a way that is not known here */
  static void requireKnown(Config config, Path folder) {
    String hash = config.getString(EXTENSIONS, null, "objectFormat");
    if (hash != null && !hash.equalsIgnoreCase("sha1")) {
      throw new CheckoutUnusableException(
          "The repository in '" + folder + "' names its objects by " + PathRule.printable(hash)
              + ", and only SHA-1 is known here. Use another tool.",
          null);
    }
    if (config.getInt("core", "repositoryformatversion", 0) < 1) {
      return;
    }
    for (String name : config.getNames(EXTENSIONS)) {
      if (!KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
        throw new CheckoutUnusableException(
            "The repository in '" + folder + "' needs extensions." + PathRule.printable(name)
                + ", which is not known here. Use another tool.",
            null);
      }
    }
  }

  /** Whether some remote has promised to send later what was left out of a clone. */
  static boolean isPartial(Config config) {
    return config.getString(EXTENSIONS, null, "partialClone") != null
        || config.getSubsections("remote").stream()
            .anyMatch(remote -> config.getBoolean("remote", remote, "promisor", false));
  }
}
