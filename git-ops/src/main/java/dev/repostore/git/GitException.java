package dev.repostore.git;

import dev.repostore.Secret;
import java.util.Locale;
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
   * What kind of failure it is, in a word for programs: {@code head_moved} for a
   * {@link HeadMovedException}, and so on. The same in every face of the project.
   */
  public final String code() {
    String name = getClass().getSimpleName().replaceFirst("Exception$", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
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
