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
