package dev.repostore.mcp;

import dev.repostore.RepoStoreException;
import dev.repostore.git.GitException;
import org.jspecify.annotations.Nullable;

/** What a dry run says: whether the call would succeed, and if not, why. */
final class Would {

  /** Fails as the call itself would. */
  interface Check {
    void run() throws Exception;
  }

  private Would() {}

  /** What a call would do, or what it would say instead. */
  static Answer succeed(Call call, String message, Check... checks) throws Exception {
    @Nullable Complaint complaint = null;
    try {
      for (Check check : checks) {
        check.run();
      }
    } catch (RefusedException | RepoStoreException | GitException refused) {
      complaint = Complaint.of(refused, call.hint());
    }
    return Answer.of("dry_run", true)
        .with("would_succeed", complaint == null)
        .with("code", complaint == null ? null : complaint.code())
        .with("message", complaint == null ? message : complaint.message());
  }
}
