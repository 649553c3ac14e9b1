package dev.repostore.git;

/** What became of one ref of a push. */
public enum PushStatus {
  /** The remote has it now. */
  OK("it was taken"),
  /** The remote had it already. */
  UP_TO_DATE("the remote has it already"),
  /** The remote has commits that would be lost. */
  NON_FAST_FORWARD(
      "the remote has commits that this one does not build on. Fetch, merge or rebase, and push again"),
  /** The ref is not where it was expected to be: somebody else has moved it. */
  STALE("it is not where it was expected: somebody else has moved it. Fetch, look, and push again"),
  /** There is no such ref at the remote to delete. */
  ABSENT("there is no such ref at the remote to delete. GitRemote.refs() shows those there are"),
  /** A hook of the host said no; its text is in the report. */
  HOOK_DECLINED("a hook of the host declined it. Do as its text says"),
  /** A file, the push or the repo would be larger than the host allows. */
  TOO_LARGE(
      "it is larger than the host allows. Take large files out of the commits, and push again"),
  /** The repo takes no pushes. */
  READ_ONLY("the repo is read-only. Fork it, and push to the fork"),
  /** The host cannot do this: atomic pushes, push options, deletions. */
  NOT_SUPPORTED("the host does not offer this. Push without it"),
  /** It was not tried because another ref of an atomic push was not taken. */
  NOT_ATTEMPTED("it was not tried, since another ref of the push was not taken"),
  /** The host does not allow it, for a reason of its own. */
  REFUSED("the host does not allow it. See its reason");

  private final String advice;

  PushStatus(String advice) {
    this.advice = advice;
  }

  /** Whether the remote is as the push wanted it. */
  public boolean good() {
    return this == OK || this == UP_TO_DATE;
  }

  /** What happened and what to do, in words. */
  public String advice() {
    return advice;
  }
}
