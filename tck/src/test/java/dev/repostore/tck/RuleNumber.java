package dev.repostore.tck;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of the rule that a test's name begins with: {@code r3_10_…} is 3.10. */
final class RuleNumber {

  private static final Pattern NAME = Pattern.compile("r(\\d+)_(\\d+)_[a-z].*");

  private RuleNumber() {}

  static String of(String testName) {
    Matcher parts = NAME.matcher(testName);
    if (!parts.matches()) {
      throw new IllegalArgumentException(testName + " does not begin with a rule's number");
    }
    return parts.group(1) + "." + parts.group(2);
  }
}
