package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.git.GitRemote;
import dev.repostore.git.Progress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.internal.JGitText;

/**
 * The moment in a push when it has been told where the refs of the remote are, and has not sent yet
 * where they are to be: in between, others may be faster.
 */
final class Midway {

  private final Runnable action;
  private final AtomicBoolean reached = new AtomicBoolean();

  /** @param action what happens at that moment, once, in the thread that pushes */
  Midway(Runnable action) {
    this.action = action;
  }

  /** The remote, to be pushed to by one thread. */
  GitRemote of(GitRemote remote) {
    return remote.withProgress(new Progress() {
      private boolean opening;

      @Override
      public void update(String step, long done, long total) {
        if (step.equals(JGitText.get().openingConnection)) {
          opening = true;
        } else if (opening && reached.compareAndSet(false, true)) {
          action.run();
        }
      }
    });
  }

  /** Lest a test proves nothing because nothing happened. */
  void assertReached() {
    assertThat(reached).as("the push got as far as sending").isTrue();
  }
}
