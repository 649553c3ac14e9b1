package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.FS;

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

  /**
   * Whether its refs are in tables: then JGit has to find its settings, too.
   *
   * @throws CheckoutUnusableException if those include others, which would be read wherever they
   *     are
   */
  static boolean hasRefTables(File folder) throws IOException {
    FencedConfig config = new FencedConfig(new File(folder, Constants.CONFIG), FS.DETECTED);
    try {
      config.load();
    } catch (ConfigInvalidException broken) {
      return false; // which is told by who needs them
    }
    boolean tables = config.getString(EXTENSIONS, null, "refStorage") != null;
    if (tables && config.getSections().stream().anyMatch(s -> s.matches("(?i)include(if)?"))) {
      throw new CheckoutUnusableException(
          "The settings in '" + folder + "/config' include other files, which is not supported"
              + " together with extensions.refStorage. Write what they say into it.",
          null);
    }
    return tables;
  }

  /** Whether some remote has promised to send later what was left out of a clone. */
  static boolean isPartial(Config config) {
    return config.getString(EXTENSIONS, null, "partialClone") != null
        || config.getSubsections("remote").stream()
            .anyMatch(remote -> config.getBoolean("remote", remote, "promisor", false));
  }
}
