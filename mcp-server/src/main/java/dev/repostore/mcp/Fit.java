package dev.repostore.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keeps lists short enough to be told, however long the texts in them are. */
final class Fit {

  /** About so many characters a list may come to. */
  static final int MOST = 200_000;

  private Fit() {}

  /** The first ones, as many as fit, and at least one. */
  static List<Answer> answers(List<Answer> all) {
    List<Answer> first = new ArrayList<>();
    int left = MOST;
    for (Answer answer : all) {
      left -= Json.text(answer.fields()).length();
      if (left < 0 && !first.isEmpty()) {
        break;
      }
      first.add(answer);
    }
    return first;
  }

  /** The first ones, as many as fit. */
  static List<String> texts(Stream<String> all, int mostTexts, int mostCharacters) {
    List<String> first = new ArrayList<>();
    int left = mostCharacters;
    for (String text : all.limit(mostTexts).toList()) {
      left -= text.length();
      if (left < 0) {
        break;
      }
      first.add(text);
    }
    return first;
  }
}
