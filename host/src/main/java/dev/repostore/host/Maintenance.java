package dev.repostore.host;

import dev.repostore.NotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps repositories fast in the background, one at a time, by one thread of low priority: a look
 * when a repo has had {@value #PUSHES} pushes, and one when it has had none for a moment. What it
 * does is {@link Tidy}. Thread-safe.
 */
final class Maintenance implements AutoCloseable {

  static final int PUSHES = 50;
  static final Duration QUIET = Duration.ofSeconds(1);

  private static final Duration NEVER_QUIET = Duration.ofMinutes(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(10);
  private static final long CLOSE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  private final Function<RepoRow, Repository> opener;
  private final Clock clock;
  private final LiveRepos live;
  private final Map<String, Due> due = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor thread;
  private volatile boolean closed;

  /** @param opener gives a repo's repository, to be closed; throws if the repo is gone */
  Maintenance(Function<RepoRow, Repository> opener, LiveRepos live, Clock clock) {
    this.opener = opener;
    this.live = live;
    this.clock = clock;
    this.thread = new ScheduledThreadPoolExecutor(1, Maintenance::thread);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  // Nothing depends on it being heeded.
  @SuppressWarnings("ThreadPriorityCheck")
  private static Thread thread(Runnable task) {
    Thread made = new Thread(task, "repostore-maintenance");
    made.setDaemon(true);
    made.setPriority(Thread.MIN_PRIORITY);
    return made;
  }

  /** Runs a task now and every hour, between the looks at repos. */
  void hourly(Runnable task) {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(() -> quietly(task), 0, 1, TimeUnit.HOURS);
  }

  private void quietly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException broken) {
      if (!closed) {
        Failure.warn(LOG, "Maintenance failed; it is tried again in an hour", broken);
      }
    }
  }

  /** Says that a repo has more than before: a push, or an import. Returns at once. */
  void pushed(RepoRow repo) {
    due.computeIfAbsent(repo.id(), id -> new Due(repo)).pushed();
  }

  private void look(Due its) {
    int before = its.pushes.get();
    boolean quiet = its.isQuiet();
    if (!quiet && before < PUSHES) {
      its.wake(QUIET);
      return;
    }
    Optional<Duration> next = tidy(its, quiet);
    int since = its.pushes.addAndGet(-before);
    if (since > 0 || !quiet) {
      its.wake(since >= PUSHES ? Duration.ZERO : QUIET);
    } else if (next.isPresent()) {
      its.wake(next.get());
    } else {
      due.remove(its.repo.id(), its);
    }
  }

  private Optional<Duration> tidy(Due its, boolean quiet) {
    RepoRow repo = its.repo;
    try (Repository git = opener.apply(repo);
        LiveRepo alive = live.use(repo.id())) {
      Tidy tidy = new Tidy((FileRepository) git, alive, clock, monitor());
      Optional<Duration> next = tidy.run(quiet);
      its.lookedAt(quiet);
      return next;
    } catch (NotFoundException deleted) {
      return Optional.empty();
    } catch (IOException | RuntimeException | OutOfMemoryError broken) {
      if (!closed) {
        Failure.warn(
            LOG,
            "Maintenance of repo " + repo.id() + " failed; it stays usable, only slower",
            broken);
      }
      return Optional.of(AFTER_A_FAILURE);
    }
  }

  private ProgressMonitor monitor() {
    return new EmptyProgressMonitor() {
      @Override
      public boolean isCancelled() {
        return closed;
      }
    };
  }

  /** Stops what runs, soon and without harm. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Maintenance is still at work; it stops with the process.");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** A repo that somebody has pushed to since it was last in order. */
  private final class Due {

    private final RepoRow repo;
    private final AtomicInteger pushes = new AtomicInteger();
    private volatile long lastPush;
    private long lastQuiet = System.nanoTime();
    private @Nullable ScheduledFuture<?> planned;
    private long plannedAt;

    Due(RepoRow repo) {
      this.repo = repo;
    }

    void pushed() {
      lastPush = System.nanoTime();
      int count = pushes.incrementAndGet();
      if (count == 1 || count == PUSHES) {
        wake(count == 1 ? QUIET : Duration.ZERO);
      }
    }

    /** Whether there is time now; after a long while without a pause, there has to be. */
    boolean isQuiet() {
      long now = System.nanoTime();
      return now - lastPush >= QUIET.toNanos() || now - lastQuiet >= NEVER_QUIET.toNanos();
    }

    void lookedAt(boolean quiet) {
      if (quiet) {
        lastQuiet = System.nanoTime();
      }
    }

    /** Plans the next look, unless an earlier one is planned. */
    synchronized void wake(Duration delay) {
      long at = System.nanoTime() + delay.toNanos();
      if (planned != null && !planned.isDone()) {
        if (plannedAt - at <= 0) {
          return;
        }
        planned.cancel(false);
      }
      try {
        planned = thread.schedule(this::look, delay.toNanos(), TimeUnit.NANOSECONDS);
        plannedAt = at;
      } catch (RejectedExecutionException closing) {
        LOG.debug("The host is closing; repo {} is looked at after its next push.", repo.id());
      }
    }

    private void look() {
      synchronized (this) {
        planned = null;
      }
      Maintenance.this.look(this);
    }
  }
}
