package dev.repostore.repl;

import dev.repostore.Secret;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * A file of JShell's code that stops at the first thing that goes wrong, unlike under
 * {@code jshell}, and says where. The words of {@link Words} are at hand.
 */
public final class Script {

  private final String name;
  private final String text;
  private final PrintStream err;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Snippet> declared = new ArrayList<>();
  private boolean tracing;
  private boolean opening;
  private volatile boolean ending;

  /**
   * @param name what it is called in complaints
   * @param text the code, which may begin with a line {@code #!…}
   * @param err where complaints go
   */
  public Script(String name, String text, PrintStream err) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = Objects.requireNonNull(text, "text");
    this.err = Objects.requireNonNull(err, "err");
  }

  /** From now on the stack of what went wrong is shown too. */
  public Script tracing() {
    tracing = true;
    return this;
  }

  /** Whether the usual store is opened before the script begins; what is thrown comes out. */
  public Script opening(boolean first) {
    opening = first;
    return this;
  }

  /**
   * Runs it to its end, or to the first failure. The words it uses are those of this process, and
   * so are its input and output. A signal to the process has the word at work take back what it
   * began.
   *
   * @param opener opens the stores the words are about
   * @param arguments what the script has as {@code args}
   * @return 0, what the script gave {@code /exit}, or what {@link Failure#status()} says
   */
  public int run(StoreOpener opener, List<String> arguments) {
    Session session = Session.current();
    session.begin(opener, arguments);
    Thread atTheEnd = new Thread(this::end, "end the script");
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    try (JShell shell = JShell.builder()
        .executionEngine(new LocalControlProvider(false), Map.of())
        .compilerOptions("-classpath", System.getProperty("java.class.path"))
        .build()) {
      if (opening) {
        session.store();
      }
      Resources.text("startup.jsh").lines().forEach(shell::eval);
      return runAll(shell, new ScriptText(text).parts(shell.sourceCodeAnalysis()));
    } catch (ScriptText.Incomplete incomplete) {
      return complain(incomplete.line(), String.valueOf(incomplete.getMessage()));
    } finally {
      leave(atTheEnd);
      session.leave();
    }
  }

  private void end() {
    ending = true;
    Session.current().end();
  }

  private static void leave(Thread atTheEnd) {
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException ending) {
      // The hook is at work already.
    }
  }

  private int runAll(JShell shell, List<ScriptText.Part> parts) {
    for (ScriptText.Part part : parts) {
      if (part.command().equals("/exit") || part.command().equals("/ex")) {
        return exit(shell, part);
      } else if (!part.command().isEmpty()) {
        return complain(
            part.line(),
            "'" + part.command()
                + "' is a command of JShell's own, and /exit is the only one a script"
                + " can have.");
      }
      int status = run(shell, part);
      if (status != 0) {
        return status;
      }
    }
    for (Snippet snippet : declared) {
      if (isIncomplete(shell, snippet)) {
        return unresolved(shell, snippet, lineOf(snippet));
      }
    }
    return 0;
  }

  private int run(JShell shell, ScriptText.Part part) {
    for (SnippetEvent event : shell.eval(part.code())) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() == null) {
        lines.put(snippet.id(), part.line());
        if (event.status() == Status.REJECTED) {
          return wrong(shell, snippet).orElseGet(() -> complain(part.line(), "This is no Java."));
        }
        if (event.exception() != null) {
          return failed(shell, event.exception(), snippet);
        }
        if (snippet instanceof DeclarationSnippet) {
          declared.add(snippet);
        }
      }
    }
    return 0;
  }

  /** Complains of what the compiler has said, if it has. */
  private Optional<Integer> wrong(JShell shell, Snippet snippet) {
    return shell.diagnostics(snippet).filter(Diag::isError).findFirst().map(error -> {
      String source = snippet.source();
      int at = (int) Math.min(source.length(), Math.max(0, error.getStartPosition()));
      return complain(
          lineOf(snippet) + ScriptText.breaks(source, at),
          error
              .getMessage(null)
              .strip()
              .replaceFirst("\\s*location: class$", "") // of JShell's own making
              .replaceAll("\\s*\\n\\s*", "; "));
    });
  }

  private int lineOf(Snippet snippet) {
    return Objects.requireNonNullElse(lines.get(snippet.id()), 1);
  }

  private int failed(JShell shell, JShellException thrown, Snippet snippet) {
    if (thrown instanceof UnresolvedReferenceException unresolved) {
      return unresolved(shell, unresolved.getSnippet(), line(thrown, snippet));
    }
    @Nullable Throwable cause = Session.current().lastFailure();
    if (cause instanceof UnheardException) {
      int line = line(thrown, snippet);
      return Outlet.unwritten(failure -> complain(line, failure.paragraph()));
    }
    Failure failure = Failure.of(cause == null ? thrown : cause).inWords();
    complain(line(thrown, snippet), failure.paragraph());
    if (tracing) {
      Printing.why(cause);
    }
    return failure.status();
  }

  /** The line of the script that was at work, the innermost one. */
  private int line(JShellException thrown, Snippet snippet) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String file = String.valueOf(frame.getFileName());
      @Nullable Integer first = file.startsWith("#") ? lines.get(file.substring(1)) : null;
      if (first != null) {
        return first + frame.getLineNumber() - 1;
      }
    }
    return lineOf(snippet);
  }

  /**
   * What a declaration refers to may come later, but must come before it is used, or at the end.
   */
  private static boolean isIncomplete(JShell shell, Snippet snippet) {
    Status status = shell.status(snippet);
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  private int unresolved(JShell shell, DeclarationSnippet snippet, int line) {
    List<String> names = shell.unresolvedDependencies(snippet).toList();
    return names.stream()
        .reduce((one, other) -> one + ", " + other)
        .map(missing -> complain(
            lineOf(snippet, names).orElse(line),
            "'" + snippet.name() + "' refers to what is not there: " + missing + "."))
        .or(() -> wrong(shell, snippet))
        .orElseGet(() -> complain(line, "'" + snippet.name() + "' cannot be used yet."));
  }

  /** The line where the first of these stands; JShell names them as {@code method f(int)}. */
  private OptionalInt lineOf(Snippet snippet, List<String> missing) {
    return missing.stream()
        .map(name -> name.replaceFirst("\\(.*", "").replaceFirst(".*[ .]", ""))
        .mapToInt(name -> CodeText.indexOf(snippet.source(), name))
        .filter(at -> at >= 0)
        .min()
        .stream()
        .map(at -> lineOf(snippet) + ScriptText.breaks(snippet.source(), at))
        .findFirst();
  }

  private int unresolved(JShell shell, Snippet snippet, int line) {
    return unresolved(shell, (DeclarationSnippet) snippet, line);
  }

  /** JShell's own way to end with a status. */
  private int exit(JShell shell, ScriptText.Part part) {
    if (part.code().isEmpty()) {
      return 0;
    }
    for (SnippetEvent event : shell.eval("(int) (" + part.code() + ")")) {
      if (event.value() != null && event.value().matches("-?\\d+")) {
        return Integer.parseInt(event.value());
      }
    }
    return complain(part.line(), "'/exit' takes a whole number, and this is none: " + part.code());
  }

  private int complain(int line, String what) {
    if (!ending) {
      err.println(name + ":" + line + ": " + Visible.line(Secret.mask(what)));
      err.flush();
    }
    return Failure.FAILED;
  }
}
