package dev.repostore.git;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What became of a push.
 *
 * @param refs each ref of it
 * @param messages what the host wrote along the way, hooks included, at most 64 KiB of it
 */
public record PushReport(List<PushedRef> refs, String messages) {

  /** Copies the list. */
  public PushReport {
    refs = List.copyOf(refs);
    Objects.requireNonNull(messages, "messages");
  }

  /** Whether the remote is as the push wanted it. */
  public boolean good() {
    return refs.stream().allMatch(ref -> ref.status().good());
  }

  /** The refs that were not taken. */
  public List<PushedRef> rejected() {
    return refs.stream().filter(ref -> !ref.status().good()).toList();
  }

  /** One sentence for each ref that was not taken. */
  String advice() {
    return rejected().stream()
        .map(ref -> ref.ref() + ": " + ref.status().advice() + "."
            + (ref.reason().isEmpty() ? "" : " The remote says: " + ref.reason() + "."))
        .collect(Collectors.joining(" "));
  }
}
