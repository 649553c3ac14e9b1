package dev.repostore.repl;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.VarSnippet;

/** A session as a script, which {@code repostore run} runs: all that went well, in that order. */
final class SessionScript {

  private SessionScript() {}

  static List<String> of(List<SessionText.Line> lines) {
    List<String> script = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      if (!isAgain(lines, at)) {
        script.add(Telltale.hide(line(lines, at)));
      }
    }
    return script;
  }

  private static String line(List<SessionText.Line> lines, int at) {
    Snippet snippet = lines.get(at).snippet();
    if (lines.get(at).failed() && snippet instanceof VarSnippet variable) {
      return variable.typeName() + " " + variable.name() + ";";
    }
    return isNeeded(lines, at)
        ? "var " + ((VarSnippet) snippet).name() + " = " + ended(snippet)
        : ended(snippet);
  }

  /** Whether this is the second variable of a line that declares two, which was told already. */
  static boolean isAgain(List<SessionText.Line> lines, int at) {
    return at > 0
        && lines.get(at).snippet() instanceof VarSnippet variable
        && lines.get(at - 1).snippet() instanceof VarSnippet before
        && variable.source().equals(before.source())
        && !variable.name().equals(before.name())
        && !SessionText.isTemporary(variable);
  }

  /** Whether this is an expression to whose value something that follows refers. */
  static boolean isNeeded(List<SessionText.Line> lines, int at) {
    return lines.get(at).snippet() instanceof VarSnippet variable
        && SessionText.isTemporary(variable)
        && lines.stream()
            .skip(at + 1L)
            .anyMatch(line -> CodeText.names(line.snippet().source(), variable.name()));
  }

  /** With a semicolon, which a line typed in JShell need not have. */
  static String ended(Snippet snippet) {
    String source = snippet.source().strip();
    boolean block = snippet.kind() == Kind.METHOD
        || snippet.kind() == Kind.TYPE_DECL
        || (snippet.kind() == Kind.STATEMENT && CodeText.bare(source).endsWith("}"));
    return block ? source : CodeText.ended(source);
  }
}
