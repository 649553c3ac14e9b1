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

  GitException(String message, @Nullable Throwable cause) {
    super(Secret.mask(message), cause);
  }
}
