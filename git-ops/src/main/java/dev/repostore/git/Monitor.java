package dev.repostore.git;

import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ProgressMonitor;

/** JGit's view of an operation's progress, limits and cancellation. */
final class Monitor implements ProgressMonitor {

  /** A remote's words may be the title. */
  private static final int LONGEST = 100;

  private final Operation operation;
  private String step = "";
  private long total;
  private long done;

  Monitor(Operation operation) {
    this.operation = operation;
  }

  @Override
  public void start(int totalTasks) {}

  @Override
  public void beginTask(String title, int totalWork) {
    step = title.length() <= LONGEST ? title : title.substring(0, LONGEST);
    total = totalWork;
    done = 0;
    if (title.equals(JGitText.get().receivingObjects)) {
      operation.announced(totalWork);
    }
    operation.tell(step, 0, total);
  }

  @Override
  public void update(int completed) {
    done += completed;
    operation.tell(step, done, total);
  }

  @Override
  public void endTask() {}

  @Override
  public boolean isCancelled() {
    return operation.isStopped();
  }

  @Override
  public void showDuration(boolean enabled) {}
}
