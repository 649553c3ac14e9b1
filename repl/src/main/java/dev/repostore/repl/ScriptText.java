package dev.repostore.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** A script's text, and the statements and declarations it is made of. */
final class ScriptText {

  private static final Pattern COMMAND = Pattern.compile("(/[a-z?!][a-z-]*)(?:[ \\t]+(.*?))?\\s*");

  private String rest;
  private int line = 1;

  ScriptText(String text) {
    String plain = text.replace("\uFEFF", "").replace("\r\n", "\n").replace('\r', '\n');
    this.rest = plain.startsWith("#!") ? "//" + plain : plain;
  }

  /**
   * A piece of the script.
   *
   * @param line where its code begins
   * @param command a command of JShell's own, which begins with a slash, or ""
   * @param code the code, or what the command is given
   */
  record Part(int line, String command, String code) {}

  /**
   * All of it.
   *
   * @throws Incomplete if it ends in the middle of something; so nothing of it has been run yet
   */
  List<Part> parts(SourceCodeAnalysis analysis) throws Incomplete {
    List<Part> parts = new ArrayList<>();
    for (skipBlanks(); !rest.isEmpty(); skipBlanks()) {
      Matcher command = COMMAND.matcher(rest.lines().findFirst().orElse(""));
      if (command.matches()) {
        String given = command.group(2) == null ? "" : command.group(2);
        parts.add(new Part(line, command.group(1), given.replaceFirst("\\s*;$", "")));
        rest = rest.substring(command.group().length());
        continue;
      }
      CompletionInfo info = statement(analysis);
      if (info.completeness() == Completeness.EMPTY) {
        break; // comments
      } else if (!isWhole(info)) {
        throw new Incomplete(line);
      }
      parts.add(take(info));
    }
    return parts;
  }

  /**
   * The next statement or declaration, be it over several lines; or if that is no Java, as much as
   * JShell would take: lines until they can be something, the semicolon left out.
   */
  private CompletionInfo statement(SourceCodeAnalysis analysis) {
    CompletionInfo whole = analysis.analyzeCompletion(rest);
    if (!whole.completeness().isComplete() || isJava(analysis, taken(whole))) {
      return whole;
    }
    for (int end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', end + 1)) {
      CompletionInfo first = analysis.analyzeCompletion(rest.substring(0, end));
      if (first.completeness() == Completeness.COMPLETE_WITH_SEMI
          || first.completeness() == Completeness.COMPLETE) {
        return new Lines(first, first.remaining() + rest.substring(end));
      } else if (first.completeness() == Completeness.UNKNOWN) {
        break;
      }
    }
    return whole;
  }

  /** Whether it is; what is in one line is judged when it is run. */
  private static boolean isJava(SourceCodeAnalysis analysis, String code) {
    return !code.strip().contains("\n")
        || analysis.sourceToSnippets(code).stream()
            .noneMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
  }

  private String taken(CompletionInfo info) {
    return info.source() == null
        ? rest.substring(0, rest.length() - info.remaining().length())
        : info.source();
  }

  /** What was found in the first lines, with all that follows. */
  private record Lines(Completeness completeness, String source, String remaining)
      implements CompletionInfo {
    Lines(CompletionInfo first, String remaining) {
      this(first.completeness(), first.source(), remaining);
    }
  }

  private static boolean isWhole(CompletionInfo info) {
    boolean last = info.remaining() == null || info.remaining().isBlank();
    return info.completeness().isComplete()
        || (last && info.completeness() == Completeness.CONSIDERED_INCOMPLETE);
  }

  private Part take(CompletionInfo info) {
    String remaining = info.remaining() == null ? "" : info.remaining();
    String taken = rest.substring(0, rest.length() - remaining.length());
    String code = taken(info);
    Part part =
        new Part(line + breaks(code, code.length() - code.stripLeading().length()), "", code);
    line += breaks(taken, taken.length());
    rest = remaining;
    return part;
  }

  private void skipBlanks() {
    int blank = rest.length() - rest.stripLeading().length();
    line += breaks(rest, blank);
    rest = rest.substring(blank);
  }

  /** How many lines end before a place. */
  static int breaks(String text, int end) {
    return (int) text.substring(0, end).chars().filter(next -> next == '\n').count();
  }

  /** Tells that a script ends in the middle of a statement. */
  static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    Incomplete(int line) {
      super("The script ends in the middle of this statement.");
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
