package dev.repostore.git;

import java.io.File;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one repository and of nothing else: what the machine or its user has set does not
 * count, and a setting that would run a program or read a file elsewhere is not there.
 */
final class FencedConfig extends FileBasedConfig {

  private static final String EXCLUDES = "excludesfile";
  private static final Set<String> CORE_OUTSIDE = Set.of(
      "attributesfile",
      EXCLUDES,
      "fsmonitor",
      "hookspath",
      "sshcommand",
      "askpass",
      "editor",
      "pager",
      "worktree",
      "gitproxy",
      "alternaterefscommand");

  private final String ownExcludes;

  FencedConfig(File file, FS fs) {
    super(null, file, fs);
    this.ownExcludes =
        new File(file.getAbsoluteFile().getParentFile(), Constants.INFO_EXCLUDE).getPath();
  }

  @Override
  public @Nullable String getString(String section, @Nullable String subsection, String name) {
    if (isFenced(section, name)) {
      // Where none is named JGit takes the ignore file of Git's user.
      return name.equalsIgnoreCase(EXCLUDES) ? ownExcludes : null;
    }
    return super.getString(section, subsection, name);
  }

  @Override
  public String[] getStringList(String section, @Nullable String subsection, String name) {
    return isFenced(section, name) ? new String[0] : super.getStringList(section, subsection, name);
  }

  /** No file is included: it may lie anywhere. */
  @Override
  protected byte @Nullable [] readIncludedConfig(String path) {
    return null;
  }

  private static boolean isFenced(String section, String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return switch (section.toLowerCase(Locale.ROOT)) {
      // Headers, cookies and where to keep them; other hosts to go to; programs that know
      // passwords.
      case "http", "url", "credential", "protocol" -> true;
      case "filter", ConfigConstants.CONFIG_GPG_SECTION -> true;
      case ConfigConstants.CONFIG_CORE_SECTION -> CORE_OUTSIDE.contains(key);
      case ConfigConstants.CONFIG_COMMIT_SECTION, ConfigConstants.CONFIG_TAG_SECTION ->
        key.startsWith("gpg");
      case ConfigConstants.CONFIG_DIFF_SECTION ->
        key.equals("external") || key.equals("command") || key.equals("textconv");
      case ConfigConstants.CONFIG_MERGE_SECTION -> key.equals("driver");
      default -> false;
    };
  }
}
