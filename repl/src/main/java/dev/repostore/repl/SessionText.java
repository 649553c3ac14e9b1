package dev.repostore.repl;

import dev.repostore.Secret;
import java.lang.reflect.Field;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/** What was typed in this session and still holds, as text. */
final class SessionText {

  private static volatile @Nullable JShell shell;

  private SessionText() {}

  /**
   * Remembers whose environment this is. JShell's own tool gives its shell to nobody, and the
   * environment it does give belongs to it; the jar's manifest opens the package for this.
   */
  static void observe(ExecutionEnv environment) {
    try {
      Field outer = environment.getClass().getDeclaredField("this$0");
      outer.setAccessible(true);
      shell = outer.get(environment) instanceof JShell found ? found : null;
    } catch (ReflectiveOperationException | RuntimeException closed) {
      shell = null; // show() says so
    }
  }

  /** As a script, which our start-up file goes before: a line of code and its semicolon each. */
  static List<String> script() {
    return snippets().stream()
        .filter(snippet -> !isOfStartUp(snippet) && !isTalk(snippet.source()))
        .map(snippet -> Secret.mask(SessionFile.ended(snippet.source().strip())))
        .toList();
  }

  /** The snippets that hold, in the order they were typed, those of the start-up file first. */
  static List<Snippet> snippets() {
    JShell known = shell;
    if (known == null) {
      throw new IllegalStateException(
          "This shell does not tell what was typed. Use its own command: /save FILE");
    }
    return known
        .snippets()
        .filter(snippet -> known.status(snippet) == Snippet.Status.VALID)
        .toList();
  }

  static boolean isOfStartUp(Snippet snippet) {
    return snippet.id().startsWith("s");
  }

  /** Whether it is talk about the session, not a part of it. */
  static boolean isTalk(String source) {
    return source.strip().matches("(?s)(show|help|why)\\(.*");
  }
}
