package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/**
 * A session as a class that compiles: what was typed is in its {@code main}, methods and types are
 * its members. The variables are, too, where they cannot be {@code main}'s own, as a method or a
 * lambda needs them.
 */
final class SessionFile {

  private final String className;
  private final List<String> imports;
  private final List<SessionText.Line> lines;
  private final Renaming renaming;

  /** @throws InvalidRequestException with field {@code class} if no class can be named so */
  SessionFile(String className, List<String> imports, List<SessionText.Line> lines) {
    if (!SourceVersion.isName(className) || className.contains(".")) {
      throw new InvalidRequestException(
          "class",
          "'" + Visible.line(className) + "' is no name of a class. Try show(\"Session\").");
    }
    this.className = className;
    this.imports = imports;
    this.lines = lines;
    this.renaming = new Renaming(lines);
  }

  /** The file; if it does not compile, which the compiler is asked, its first line says so. */
  String text() {
    String plain = file(false);
    if (JavaCheck.error(className, plain).isEmpty()) {
      return plain;
    }
    String fields = file(true);
    Optional<String> error = JavaCheck.error(className, fields);
    return error
        .map(message ->
            "// This does not compile as it is: " + Visible.line(message) + "\n" + fields)
        .orElse(fields);
  }

  private String file(boolean fields) {
    List<String> file = new ArrayList<>(imports);
    lines.stream()
        .filter(line -> line.snippet().kind() == Kind.IMPORT)
        .forEach(line -> file.add(SessionScript.ended(line.snippet())));
    file.add("");
    file.add("public class " + className + " {");
    if (fields) {
      fields().forEach(field -> file.add("  " + field));
    }
    lines.stream()
        .filter(line -> isMember(line.snippet()) && !line.replaced())
        .forEach(line -> add(file, member(line.snippet()), "  "));
    file.add("  public static void main(String[] args) throws Exception {");
    for (int at = 0; at < lines.size(); at++) {
      Snippet snippet = lines.get(at).snippet();
      if (!isMember(snippet) && snippet.kind() != Kind.IMPORT) {
        add(file, fields ? assigned(at) : statement(at), "    ");
      }
    }
    file.add("  }");
    file.add("}");
    return Telltale.hide(String.join("\n", file));
  }

  /** Lines of a text block stay where they are, for its indentation is a part of it. */
  private static void add(List<String> file, String code, String indent) {
    boolean block = code.contains("\"\"\"");
    boolean first = true;
    for (String line : code.lines().toList()) {
      file.add(line.isBlank() || (block && !first) ? line : indent + line);
      first = false;
    }
  }

  private static boolean isMember(Snippet snippet) {
    return snippet.kind() == Kind.METHOD || snippet.kind() == Kind.TYPE_DECL;
  }

  private static String member(Snippet snippet) {
    String source = snippet.source().strip();
    boolean needed = snippet.kind() == Kind.METHOD || snippet.subKind() == SubKind.CLASS_SUBKIND;
    return needed && !CodeText.bare(source).matches("(?s)[^({]*\\bstatic\\b.*")
        ? "static " + source
        : source;
  }

  private Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).snippet() instanceof VarSnippet variable
          && (!SessionText.isTemporary(variable) || SessionScript.isNeeded(lines, at))) {
        fields.add("static " + variable.typeName() + " " + renaming.name(at) + ";");
      }
    }
    return fields;
  }

  private String statement(int at) {
    Snippet snippet = lines.get(at).snippet();
    if (!(snippet instanceof VarSnippet variable)) {
      return renaming.code(at);
    } else if (SessionText.isTemporary(variable)) {
      return expression(at, "var " + variable.name() + " = ");
    } else if (lines.get(at).failed()) {
      return variable.typeName() + " " + renaming.name(at) + " = " + nothing(variable) + ";";
    }
    return SessionScript.isAgain(lines, at) ? "" : renaming.code(at);
  }

  /** What an expression gives has a variable only where that is needed, or it is no statement. */
  private String expression(int at, String variable) {
    String code = renaming.code(at);
    return !SessionScript.isNeeded(lines, at) && JavaCheck.isStatement(code)
        ? code
        : variable + code;
  }

  private static String nothing(VarSnippet variable) {
    return switch (variable.typeName()) {
      case "boolean" -> "false";
      case "byte", "short", "int", "long", "float", "double", "char" -> "0";
      default -> "null";
    };
  }

  /** As {@link #statement(int)}, with variables that are declared already. */
  private String assigned(int at) {
    if (!(lines.get(at).snippet() instanceof VarSnippet variable)) {
      return renaming.code(at);
    } else if (SessionText.isTemporary(variable)) {
      boolean needed = SessionScript.isNeeded(lines, at);
      return expression(at, (needed ? "" : "var ") + variable.name() + " = ");
    } else if (lines.get(at).failed()) {
      return "";
    }
    String value = JavaCheck.variables(renaming.code(at)).get(renaming.name(at));
    if (value == null) {
      return renaming.code(at); // the compiler says why it cannot stand there
    }
    String array = value.startsWith("{") ? "new " + variable.typeName() + " " : "";
    return value.isEmpty() ? "" : renaming.name(at) + " = " + array + value + ";";
  }
}
