package dev.repostore.git;

import dev.repostore.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Why Git did not do what it was asked. The message says what happened, why and what to do, and
 * never has a credential in it. The subtypes are all there are.
 */
public abstract sealed class GitException extends RuntimeException
    permits CheckoutUnusableException,
        FetchRejectedException,
        FolderTakenException,
        GitCancelledException,
        GitLimitException,
        GitRefusedException,
        HeadMovedException,
        MergeConflictException,
        NothingToCommitException,
        PathRefusedException,
        PushRejectedException,
        RefRefusedException,
        RemoteNotAllowedException,
        RemoteNotFoundException,
        RemoteUnavailableException,
        RemoteUntrustedException,
        RevisionNotFoundException,
        UncommittedChangesException {

  private static final long serialVersionUID = 1L;

  private boolean unsettled;

  GitException(String message, @Nullable Throwable cause) {
    super(Secret.mask(message), cause);
  }

  /**
   * Whether the remote may have taken a push or a commit all the same: it had been sent everything,
   * and its answer is not known. Look at its refs before you ask again.
   */
  public final boolean unsettled() {
    return unsettled;
  }

  void unsettle() {
    unsettled = true;
  }
}
