package dev.repostore.git;

import java.util.Objects;

/**
 * The remote did not take a push, or not all of its refs; the message says of each why and what to
 * do.
 */
public final class PushRejectedException extends GitException {

  private static final long serialVersionUID = 1L;

  private final transient PushReport report;

  PushRejectedException(String url, PushReport report) {
    super(
        "The remote " + url + " did not take the push. " + report.advice() + hookText(report),
        null);
    this.report = Objects.requireNonNull(report, "report");
  }

  private static String hookText(PushReport report) {
    boolean declined =
        report.refs().stream().anyMatch(ref -> ref.status() == PushStatus.HOOK_DECLINED);
    return declined ? " The hook says: " + Answer.plain(report.messages()) : "";
  }

  /** What became of each ref: others may have been taken. */
  public PushReport report() {
    return report;
  }
}
