package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a regular expression repeats something, counts within counts included. The JDK counts
 * on even where there is nothing to repeat, and then cannot be stopped: no character is read.
 */
final class Repetitions {

  private static final long MOST = 1_000_000;

  private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(,(\\d*))?}");
  private static final Pattern SKIPPED = Pattern.compile("\\\\Q.*?(\\\\E|$)|\\\\.", Pattern.DOTALL);

  private Repetitions() {}

  /** @throws InvalidRequestException with field {@code pattern} if there are too many */
  static void requireFew(Pattern pattern) {
    if ((pattern.flags() & Pattern.LITERAL) == 0 && most(pattern.pattern()) > MOST) {
      throw new InvalidRequestException(
          "pattern",
          "The pattern repeats something more than " + MOST + " times. Use smaller counts in {}.");
    }
  }

  /** The largest product of counts that are one in another. */
  private static long most(String regex) {
    Matcher skipped = SKIPPED.matcher(regex);
    Matcher count = COUNT.matcher(regex);
    Deque<Long> outer = new ArrayDeque<>();
    long inside = 1;
    long last = 1;
    for (int at = 0; at < regex.length(); ) {
      char c = regex.charAt(at);
      if (c == '\\' && skipped.region(at, regex.length()).lookingAt()) {
        at = skipped.end();
        last = 1;
        continue;
      }
      if (c == '(') {
        outer.push(inside);
        inside = 1;
        last = 1;
      } else if (c == ')' && !outer.isEmpty()) {
        last = inside;
        inside = Math.max(outer.pop(), last);
      } else if (c == '{' && count.region(at, regex.length()).lookingAt()) {
        last = times(last, count);
        inside = Math.max(inside, last);
        at = count.end();
        continue;
      } else if ("?*+".indexOf(c) < 0) {
        last = 1;
      }
      at++;
    }
    while (!outer.isEmpty()) {
      inside = Math.max(inside, outer.pop());
    }
    return inside;
  }

  private static long times(long last, Matcher count) {
    // A larger count than this is too many by itself, and so is what does not fit.
    String digits = count.group(1);
    long least = digits.length() > 9 ? MOST + 1 : Long.parseLong(digits);
    return Math.min(MOST + 1, last * Math.max(1, least));
  }
}
