package dev.repostore.host;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectChecker.ErrorType;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a {@code .gitmodules} that is a trap: names and paths that lead elsewhere or are options,
 * commands, addresses with a line break in them. What Git cannot read harms nobody.
 */
final class Submodules {

  private static final String SECTION = "submodule";
  private static final Pattern LINE_BREAK = Pattern.compile("\\n|%0a", Pattern.CASE_INSENSITIVE);
  private static final Pattern ABOVE_ALL = Pattern.compile("(\\./)*\\.\\./(\\.{1,2}/)*[:/].*");

  private Submodules() {}

  static void check(byte[] content) throws CorruptObjectException {
    String text = new String(content, StandardCharsets.UTF_8);
    Config config = new Config();
    try {
      config.fromText(text);
      SubmoduleValidator.assertValidGitModulesFile(text);
    } catch (ConfigInvalidException unreadable) {
      return;
    } catch (SubmoduleValidationException e) {
      if (e.getFsckMessageId() != ErrorType.GITMODULES_PARSE) {
        throw new CorruptObjectException(String.valueOf(e.getMessage()));
      }
    }
    for (String name : config.getSubsections(SECTION)) {
      check(config.getString(SECTION, name, "update"), config.getString(SECTION, name, "url"));
    }
  }

  private static void check(@Nullable String update, @Nullable String url)
      throws CorruptObjectException {
    if (update != null && update.startsWith("!")) {
      throw new CorruptObjectException("a submodule's update is a command");
    }
    if (url != null && (LINE_BREAK.matcher(url).find() || ABOVE_ALL.matcher(url).matches())) {
      throw new CorruptObjectException("a submodule's URL is a trap");
    }
  }
}
