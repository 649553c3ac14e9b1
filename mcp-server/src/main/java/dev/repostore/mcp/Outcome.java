package dev.repostore.mcp;

import java.util.List;
import java.util.Map;

/**
 * How a call ended, in words for an agent.
 *
 * @param fields what the tool says, or what went wrong under {@code error}
 * @param links what can be fetched beside it
 * @param failed whether it went wrong
 */
record Outcome(Map<String, Object> fields, List<Answer.Link> links, boolean failed) {

  static Outcome of(Answer answer) {
    List<Answer.Link> links = answer.links().stream()
        .map(link -> new Answer.Link(link.uri(), Visible.in(link.name())))
        .toList();
    return new Outcome(Visible.in(answer.fields()), links, false);
  }

  static Outcome of(Complaint complaint) {
    return new Outcome(Visible.in(complaint.answer().fields()), List.of(), true);
  }
}
