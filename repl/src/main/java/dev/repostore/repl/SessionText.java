package dev.repostore.repl;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/** What was typed in a shell and went well, in that order. Thread-safe. */
final class SessionText {

  private static volatile @Nullable SessionText current;

  private final JShell shell;
  private final List<Snippet> typed = new ArrayList<>();
  private final Set<Snippet> failed = new HashSet<>();
  private boolean stopped;

  private SessionText(JShell shell) {
    this.shell = shell;
  }

  /**
   * A snippet that was evaluated.
   *
   * @param failed whether it threw; it is here only because it declares a variable
   * @param replaced whether something was declared in the place of it later
   */
  record Line(Snippet snippet, boolean failed, boolean replaced) {}

  /**
   * Follows the shell whose environment this is. JShell's own tool gives its shell to nobody, and
   * the environment it does give belongs to it; the jar's manifest opens the package for this.
   *
   * @param evaluated told what has been typed
   */
  static void observe(ExecutionEnv environment, Consumer<String> evaluated) {
    current = null; // and if there will be none, show() says so
    try {
      Field outer = environment.getClass().getDeclaredField("this$0");
      outer.setAccessible(true);
      if (outer.get(environment) instanceof JShell shell) {
        SessionText text = new SessionText(shell);
        shell.onSnippetEvent(event -> text.happened(event, evaluated));
        current = text;
      }
    } catch (ReflectiveOperationException | RuntimeException closed) {
      current = null;
    }
  }

  private synchronized void happened(SnippetEvent event, Consumer<String> evaluated) {
    Snippet snippet = event.snippet();
    if (event.causeSnippet() != null || isOfStartUp(snippet)) {
      return;
    }
    evaluated.accept(snippet.source());
    if (event.status() != Status.REJECTED && event.status() != Status.DROPPED) {
      typed.add(snippet);
      if (event.exception() != null || stopped) {
        failed.add(snippet);
      }
    }
    stopped = false;
  }

  /** Tells that a person has stopped what was typed last, which JShell does not call a failure. */
  static void stopped() {
    SessionText known = current;
    if (known != null) {
      known.stop();
    }
  }

  private synchronized void stop() {
    stopped = true;
  }

  /** The session of this process's shell. */
  static SessionText current() {
    SessionText known = current;
    if (known == null) {
      throw new IllegalStateException(
          "This shell does not tell what was typed. Use its own command: /save FILE");
    }
    return known;
  }

  /** The imports of the start-up file. */
  List<String> imports() {
    return shell
        .snippets()
        .filter(snippet -> isOfStartUp(snippet) && snippet.kind() == Kind.IMPORT)
        .map(snippet -> CodeText.ended(snippet.source().strip()))
        .toList();
  }

  /** All that is a part of the session, and no talk about it. */
  synchronized List<Line> lines() {
    return typed.stream()
        .filter(snippet -> shell.status(snippet) != Status.DROPPED)
        .filter(snippet -> !failed.contains(snippet) || snippet instanceof VarSnippet)
        .filter(snippet -> !isTemporary(snippet) || !failed.contains(snippet))
        .filter(snippet -> snippet.subKind() != SubKind.VAR_VALUE_SUBKIND)
        .filter(snippet -> !isTalk(snippet.source()))
        .map(snippet -> new Line(
            snippet, failed.contains(snippet), shell.status(snippet) == Status.OVERWRITTEN))
        .toList();
  }

  /** Whether JShell has named what an expression gave. */
  static boolean isTemporary(Snippet snippet) {
    return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private static boolean isOfStartUp(Snippet snippet) {
    return snippet.id().startsWith("s");
  }

  private static boolean isTalk(String source) {
    return source.strip().matches("(?s)(show|help|why|exit)\\s*\\(.*");
  }
}
