package dev.repostore.repl;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the compiler says of code; nothing is written. */
final class JavaCheck {

  private static final String BEFORE = "class Code { void run() {\n";
  private static final String AFTER = "\n} }";

  private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
  private final JavacTask task;

  private JavaCheck(String className, String text) {
    task = (JavacTask) ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            found,
            List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
            null,
            List.of(new Source(className, text)));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** The first error in a file; empty if it compiles. */
  static Optional<String> error(String className, String text) {
    JavaCheck check = new JavaCheck(className, text);
    try {
      check.task.parse();
      if (check.error().isEmpty()) { // the compiler is at a loss with what was not understood
        check.task.analyze();
      }
      return check.error();
    } catch (IllegalStateException confused) {
      return Optional.of("the compiler gives it up");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Optional<String> error() {
    return found.getDiagnostics().stream()
        .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .map(message -> "line " + message.getLineNumber() + ": " + message.getMessage(null));
  }

  /** Whether it can stand in a method's body by itself. */
  static boolean isStatement(String code) {
    JavaCheck check = new JavaCheck("Code", BEFORE + code + AFTER);
    check.parsed();
    return check.error().isEmpty();
  }

  /**
   * The variables that a statement declares, and what each is at first, or ""; none if it is none.
   */
  static Map<String, String> variables(String code) {
    String text = BEFORE + code + AFTER;
    JavaCheck check = new JavaCheck("Code", text);
    SourcePositions positions = Trees.instance(check.task).getSourcePositions();
    CompilationUnitTree unit = check.parsed();
    if (check.error().isPresent()) {
      return Map.of();
    }
    MethodTree method =
        (MethodTree) ((ClassTree) unit.getTypeDecls().get(0)).getMembers().get(0);
    Map<String, String> variables = new LinkedHashMap<>();
    BlockTree body = method.getBody();
    for (StatementTree statement : body.getStatements()) {
      if (statement instanceof VariableTree variable) {
        var value = variable.getInitializer();
        variables.put(
            variable.getName().toString(),
            value == null
                ? ""
                : text.substring((int) positions.getStartPosition(unit, value), (int)
                    positions.getEndPosition(unit, value)));
      }
    }
    return variables;
  }

  private CompilationUnitTree parsed() {
    try {
      return task.parse().iterator().next();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
