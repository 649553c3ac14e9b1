package dev.repostore.mcp;

import dev.repostore.RepoStores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Tools that show what a transport does, behind a real gate. */
final class TestTools implements AutoCloseable {

  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch go = new CountDownLatch(1);
  private final Semaphore cancelled = new Semaphore(0);
  private final Semaphore inside = new Semaphore(0);
  final AtomicInteger done = new AtomicInteger();
  private final Gate gate;
  private final Clock clock;

  /** What a deed is done to; a test may put another one there. */
  volatile String target = "first";

  TestTools(Path folder, Clock clock) {
    this.clock = clock;
    String url = "repostore:local:" + folder.resolve("data");
    this.gate =
        new Gate(ServerOptions.of("main", () -> RepoStores.open(url), folder.resolve("root")));
  }

  Lanes lanes() {
    return new Lanes(new Features(gate, List.of(echo(), waits(), deed(), steps())), clock);
  }

  /** Whether so many calls have come to wait. */
  boolean allWaiting(int calls) throws InterruptedException {
    return inside.tryAcquire(calls, 30, TimeUnit.SECONDS);
  }

  /** Whether another call was cancelled. */
  boolean cancelled() throws InterruptedException {
    return cancelled.tryAcquire(30, TimeUnit.SECONDS);
  }

  /** Whether none was that has not been asked for. */
  boolean noneCancelled() {
    return cancelled.availablePermits() == 0;
  }

  /** Gives back what it is given. */
  private static Tool echo() {
    Tool.Handler handler = call -> Answer.of("text", call.text("text"));
    return tool("echo", Schema.input().text("text", "").require("text"), handler);
  }

  /** Ends when it is cancelled, or let go on. */
  private Tool waits() {
    return tool("wait", Schema.input(), call -> {
      waiting.countDown();
      inside.release();
      try {
        go.await(60, TimeUnit.SECONDS);
        return Answer.of("text", "went on");
      } finally {
        if (call.progress().cancelled()) {
          cancelled.release();
        }
      }
    });
  }

  /** Is done when somebody has agreed to it. */
  private Tool deed() {
    return tool("deed", Schema.input().text("what", "").text("plan_id", ""), call -> {
      call.confirm("It would be done.", () -> target);
      return Answer.of("text", "done " + done.incrementAndGet());
    });
  }

  /** Tells of a step, then ends. */
  private static Tool steps() {
    return tool("steps", Schema.input(), call -> {
      call.tell("half way");
      return Answer.of("text", "there");
    });
  }

  private static Tool tool(String name, Schema input, Tool.Handler handler) {
    Schema output = Schema.output().text("text", "");
    return new Tool(name, name, name, Toolset.REPOS, Set.of(), input, output, Hints.ADDS, handler);
  }

  @Override
  public void close() {
    gate.close();
  }
}
