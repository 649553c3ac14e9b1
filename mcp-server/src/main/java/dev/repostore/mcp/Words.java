package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What several tools say or read in the same way. */
final class Words {

  static final String REF = "Branch, tag or commit; default: the default branch";

  /** Who commits where nobody is named. */
  static final Person AGENT = new Person("repostore agent", "");

  private static final String HEADS = "refs/heads/";
  private static final Pattern PERSON = Pattern.compile("([^<>\n]+?)\\s*<([^<>\n]*)>");

  private Words() {}

  /** The text, or its beginning and an ellipsis. No character is cut in two. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean between = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, between ? most - 1 : most) + "…";
  }

  /** A branch by its name, also where that is written in full, as Git writes it. */
  static String branch(String told) {
    return told.startsWith(HEADS) ? told.substring(HEADS.length()) : told;
  }

  /** The same of a branch that there may be from now on: whoever reads its name must see it. */
  static String newBranch(String told, String field) {
    String branch = branch(told);
    if (branch.equals("HEAD")) {
      throw new InvalidRequestException(
          field, "'HEAD' is no branch's name. Leave " + field + " out, or name a branch.");
    }
    requireVisible(branch, field);
    return branch;
  }

  /** Refuses a name that looks like another one, or like none. */
  static void requireVisible(String name, String field) {
    if (Visible.changes(name)) {
      throw new InvalidRequestException(
          field,
          "The name '" + Visible.in(name) + "' has characters in it that cannot be seen. Leave them"
              + " out.");
    }
  }

  /** A person as Git writes them. */
  static Person person(String text) {
    Matcher matcher = PERSON.matcher(text.strip());
    if (!matcher.matches()) {
      throw new InvalidRequestException(
          "author", "The author is written as 'Name <email>', such as 'Ann <ann@example.org>'.");
    }
    return new Person(matcher.group(1).strip(), matcher.group(2).strip());
  }
}
