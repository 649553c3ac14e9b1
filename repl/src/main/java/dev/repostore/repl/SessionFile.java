package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.SourceVersion;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/**
 * A session as a class that compiles: what was typed is in its {@code main}. If methods or classes
 * were declared, everything is a static member instead, in the same order, for they may use what
 * was typed before.
 */
final class SessionFile {

  private final String className;

  /** @throws InvalidRequestException with field {@code class} if no class can be named so */
  SessionFile(String className) {
    if (!SourceVersion.isName(className) || className.contains(".")) {
      throw new InvalidRequestException(
          "class", "'" + Visible.line(className) + "' is no name of a class. Try show(\"Session\").");
    }
    this.className = className;
  }

  String of(List<Snippet> snippets) {
    List<String> lines = new ArrayList<>();
    snippets.stream()
        .filter(snippet -> snippet.kind() == Kind.IMPORT)
        .forEach(snippet -> lines.add(ended(snippet.source().strip())));
    boolean declares = snippets.stream().anyMatch(SessionFile::isMember);
    lines.add("");
    lines.add("public class " + className + " {");
    if (!declares) {
      lines.add("  public static void main(String[] args) throws Exception {");
    }
    for (Snippet snippet : snippets) {
      if (!SessionText.isOfStartUp(snippet) && !SessionText.isTalk(snippet.source())) {
        add(lines, declares ? member(snippet) : statement(snippet), declares ? "  " : "    ");
      }
    }
    lines.add(declares ? "\n  public static void main(String[] args) {}" : "  }");
    lines.add("}");
    return Secret.mask(String.join("\n", lines));
  }

  private static void add(List<String> lines, String code, String indent) {
    code.lines().forEach(line -> lines.add(line.isBlank() ? "" : indent + line));
  }

  private static boolean isMember(Snippet snippet) {
    return snippet.kind() == Kind.METHOD || snippet.kind() == Kind.TYPE_DECL;
  }

  /** In a method; nothing for what is no statement there, such as a variable's name alone. */
  private static String statement(Snippet snippet) {
    String source = ended(snippet.source().strip());
    if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      return "var " + ((VarSnippet) snippet).name() + " = " + source;
    }
    return isValueAlone(snippet) || snippet.kind() == Kind.IMPORT ? "" : source;
  }

  private static boolean isValueAlone(Snippet snippet) {
    return snippet instanceof ExpressionSnippet
        && snippet.subKind() == SubKind.VAR_VALUE_SUBKIND;
  }

  private static String member(Snippet snippet) {
    String source = snippet.source().strip();
    if (isMember(snippet)) {
      return source.matches("(?s)(\\w+\\s+)*static\\s.*") ? source : "static " + source;
    } else if (snippet instanceof VarSnippet variable) {
      return "static " + field(variable);
    }
    String statement = statement(snippet);
    return statement.isEmpty() ? "" : "static { " + statement + " }";
  }

  /** A field must say its type. */
  private static String field(VarSnippet variable) {
    String source = ended(variable.source().strip());
    if (variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      return variable.typeName() + " " + variable.name() + " = " + source;
    }
    return source.replaceFirst("^var\\s", variable.typeName() + " ");
  }

  /** With a semicolon, which a line typed in JShell need not have. */
  static String ended(String source) {
    return source.endsWith(";") || source.endsWith("}") ? source : source + ";";
  }
}
