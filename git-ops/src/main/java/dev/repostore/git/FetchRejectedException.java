package dev.repostore.git;

import java.util.List;
import java.util.stream.Collectors;

/** A fetch would have lost commits of refs here; those were left as they were, others were not. */
public final class FetchRejectedException extends GitException {

  private static final long serialVersionUID = 1L;

  private final transient List<FetchedRef> refs;

  FetchRejectedException(String url, List<FetchedRef> refs) {
    super(
        "Not all of what was fetched from " + url + " was taken over, since commits would be lost: "
            + refs.stream()
                .filter(ref -> ref.change() == FetchedRef.Change.REJECTED)
                .map(FetchedRef::ref)
                .collect(Collectors.joining(", "))
            + ". Begin the refspec with '+' to lose them, or fetch to another ref.",
        null);
    this.refs = List.copyOf(refs);
  }

  /** What became of each ref. */
  public List<FetchedRef> refs() {
    return refs;
  }
}
