package dev.repostore.repl;

import dev.repostore.Secret;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.jspecify.annotations.Nullable;

/**
 * A file of JShell's code that stops at the first thing that goes wrong, unlike under
 * {@code jshell}, and says where. The words of {@link Words} are at hand.
 */
public final class Script {

  private static final Pattern EXIT = Pattern.compile("/exit(?:\\s+(.*))?");

  private final String name;
  private final String text;
  private final PrintStream err;
  private final Map<String, Integer> lines = new HashMap<>();
  private boolean tracing;

  /**
   * @param name what it is called in complaints
   * @param text the code, which may begin with a line {@code #!…}
   * @param err where complaints go
   */
  public Script(String name, String text, PrintStream err) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = text.startsWith("#!") ? "//" + text : text;
    this.err = err;
  }

  /** From now on the stack of what went wrong is shown too. */
  public Script tracing() {
    tracing = true;
    return this;
  }

  /**
   * Runs it to its end, or to the first failure. The words it uses are those of this process, and
   * so are its input and output.
   *
   * @param opener opens the stores the words are about
   * @param arguments what the script has as {@code args}
   * @return 0, or what {@link Failure#status()} says
   */
  public int run(StoreOpener opener, List<String> arguments) {
    Session.current().openWith(opener);
    Session.current().arguments(arguments);
    try (JShell shell = JShell.builder()
        .executionEngine(new LocalControlProvider(), Map.of())
        .compilerOptions("-classpath", System.getProperty("java.class.path"))
        .build()) {
      Resources.text("startup.jsh").lines().forEach(shell::eval);
      return runAll(shell);
    } finally {
      Session.current().close();
    }
  }

  private int runAll(JShell shell) {
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    String rest = text;
    int line = 1;
    List<Snippet> undefined = new ArrayList<>();
    while (!rest.isBlank()) {
      int blank = rest.length() - rest.stripLeading().length();
      line += breaks(rest.substring(0, blank));
      rest = rest.substring(blank);
      Matcher exit = EXIT.matcher(rest.lines().findFirst().orElse(""));
      if (exit.matches()) {
        return exit(shell, exit.group(1), line);
      }
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      String source = rest.substring(0, rest.length() - info.remaining().length());
      int status = info.completeness().isComplete() || info.completeness() == Completeness.UNKNOWN
          ? run(shell, info.source() == null ? source : info.source(), line, undefined)
          : complain(line, "The script ends in the middle of this statement.");
      if (status != 0) {
        return status;
      }
      line += breaks(source);
      rest = info.remaining();
    }
    return missing(shell, undefined);
  }

  private static int breaks(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private int run(JShell shell, String source, int line, List<Snippet> undefined) {
    for (SnippetEvent event : shell.eval(source)) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() == null) {
        lines.put(snippet.id(), line + breaks(before(source)));
        if (event.status() == Snippet.Status.REJECTED) {
          return rejected(shell, snippet);
        }
        if (event.exception() != null) {
          return failed(event.exception(), snippet);
        }
        undefined.add(snippet);
      }
    }
    return 0;
  }

  /** What stands before the code itself, which JShell takes away. */
  private static String before(String source) {
    return source.substring(0, source.length() - source.stripLeading().length());
  }

  private int rejected(JShell shell, Snippet snippet) {
    Optional<Diag> error = shell.diagnostics(snippet).filter(Diag::isError).findFirst();
    int at = error.map(diag -> (int) Math.max(0, diag.getStartPosition())).orElse(0);
    String source = snippet.source();
    int line = lineOf(snippet) + breaks(source.substring(0, Math.min(at, source.length())));
    return complain(
        line,
        error
            .map(diag -> diag.getMessage(null).strip().replaceAll("\\s*\\n\\s*", "; "))
            .orElse("This is no Java that can be run here."));
  }

  private int lineOf(Snippet snippet) {
    return Objects.requireNonNullElse(lines.get(snippet.id()), 1);
  }

  private int failed(JShellException thrown, Snippet snippet) {
    @Nullable Throwable cause = Session.current().lastFailure();
    int line = lineOf(snippet);
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String file = String.valueOf(frame.getFileName());
      if (file.startsWith("#") && lines.containsKey(file.substring(1))) {
        line = Objects.requireNonNull(lines.get(file.substring(1))) + frame.getLineNumber() - 1;
        break;
      }
    }
    if (cause == null || thrown instanceof jdk.jshell.UnresolvedReferenceException) {
      return complain(line, String.valueOf(thrown.getMessage()));
    }
    Failure failure = Failure.of(cause);
    complain(line, failure.paragraph());
    if (tracing) {
      Printing.why(cause);
    }
    return failure.status();
  }

  /** What a declaration refers to may come later, but must come. */
  private int missing(JShell shell, List<Snippet> declared) {
    for (Snippet snippet : declared) {
      Snippet.Status status = shell.status(snippet);
      if (status == Snippet.Status.RECOVERABLE_DEFINED
          || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
        String names = shell
            .unresolvedDependencies((jdk.jshell.DeclarationSnippet) snippet)
            .reduce((one, other) -> one + ", " + other)
            .orElse("something");
        return complain(lineOf(snippet), "This refers to what is not there: " + names + ".");
      }
    }
    return 0;
  }

  /** JShell's own way to end with a status. */
  private int exit(JShell shell, @Nullable String status, int line) {
    if (status == null || status.isBlank()) {
      return 0;
    }
    for (SnippetEvent event : shell.eval("(int) (" + status + ")")) {
      if (event.value() != null && event.value().matches("-?\\d+")) {
        return Integer.parseInt(event.value());
      }
    }
    return complain(line, "'/exit' takes a whole number, and this is none: " + status);
  }

  private int complain(int line, String what) {
    err.println(name + ":" + line + ": " + Visible.line(Secret.mask(what)));
    err.flush();
    return Failure.FAILED;
  }
}
