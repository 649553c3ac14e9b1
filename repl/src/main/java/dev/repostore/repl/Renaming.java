package dev.repostore.repl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.VarSnippet;

/**
 * Names for variables of a session that were declared again later, which JShell allows and Java
 * does not.
 */
final class Renaming {

  private final List<String> codes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  Renaming(List<SessionText.Line> lines) {
    Map<String, String> renamed = new HashMap<>();
    for (int at = 0; at < lines.size(); at++) {
      Snippet snippet = lines.get(at).snippet();
      String name = snippet instanceof VarSnippet variable ? variable.name() : "";
      if (!name.isEmpty()) {
        renamed.remove(name);
        if (isDeclaredAgain(lines, at, name)) {
          renamed.put(name, name + "_" + at);
        }
      }
      String code = SessionScript.ended(snippet);
      codes.add(
          isShared(snippet)
              ? code
              : CodeText.renamed(name.isEmpty() ? code : CodeText.withoutModifiers(code), renamed));
      names.add(renamed.getOrDefault(name, name));
    }
  }

  /** What a method or a type says is about the variable that is there when it is used. */
  private static boolean isShared(Snippet snippet) {
    return snippet.kind() == Kind.METHOD || snippet.kind() == Kind.TYPE_DECL;
  }

  private static boolean isDeclaredAgain(List<SessionText.Line> lines, int at, String name) {
    return lines.stream()
        .skip(at + 1L)
        .anyMatch(line ->
            line.snippet() instanceof VarSnippet variable && variable.name().equals(name));
  }

  /** A line's code, with a semicolon. */
  String code(int at) {
    return codes.get(at);
  }

  /** The variable it declares, or "". */
  String name(int at) {
    return names.get(at);
  }
}
