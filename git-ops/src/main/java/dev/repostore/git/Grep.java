package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A search for lines in the text files of a commit. Start with {@link #of(String)} or
 * {@link #text(String)}.
 *
 * @param pattern what a line must have in it
 * @param glob which files: {@code *} stops at a {@code /}, {@code **} does not; {@code **} for all
 * @param limit how many lines at most, 1 or more; 100 unless set
 * @param context how many lines to show before and after each
 */
public record Grep(Pattern pattern, String glob, int limit, int context) {

  /** How many characters a pattern or a glob may have. */
  public static final int LONGEST = 1_000;

  /**
   * @throws InvalidRequestException with the field's name if a number is out of bounds, if the glob
   *     is too long, or if the pattern has counts that no search would come to the end of
   */
  public Grep {
    Objects.requireNonNull(pattern, "pattern");
    Repetitions.requireFew(pattern);
    Objects.requireNonNull(glob, "glob");
    requireShort("glob", glob);
    if (limit < 1) {
      throw new InvalidRequestException(
          "limit", "The limit is " + limit + "; it must be 1 or more.");
    }
    if (context < 0) {
      throw new InvalidRequestException(
          "context", "The context is " + context + "; it must be 0 or more.");
    }
  }

  /**
   * Lines in which a regular expression finds something.
   *
   * @throws InvalidRequestException with field {@code pattern} if it is none, or longer than
   *     {@link #LONGEST}: it takes long to read, and cannot be given up; a search throws it too, if
   *     the pattern takes too long
   */
  public static Grep of(String regex) {
    requireShort("pattern", regex);
    try {
      return new Grep(Pattern.compile(regex), "**", 100, 0);
    } catch (java.util.regex.PatternSyntaxException malformed) {
      throw new InvalidRequestException(
          "pattern",
          "The pattern is no regular expression: " + malformed.getDescription()
              + ". Mend it, or look for plain text.");
    } catch (StackOverflowError deep) {
      throw Searching.tooHard("it is nested too deeply");
    }
  }

  private static void requireShort(String field, String text) {
    if (text.length() > LONGEST) {
      throw new InvalidRequestException(
          field,
          "The " + field + " has " + text.length() + " characters; it may have " + LONGEST
              + ". Make it shorter.");
    }
  }

  /** Lines that have this text in them. */
  public static Grep text(String text) {
    requireShort("pattern", text);
    return new Grep(Pattern.compile(Pattern.quote(text)), "**", 100, 0);
  }

  /** The same in other files. */
  public Grep in(String glob) {
    return new Grep(pattern, glob, limit, context);
  }

  /** The same for another number of lines. */
  public Grep withLimit(int limit) {
    return new Grep(pattern, glob, limit, context);
  }

  /** The same with more lines around each. */
  public Grep withContext(int context) {
    return new Grep(pattern, glob, limit, context);
  }
}
