package dev.repostore.repl;

import dev.repostore.git.Progress;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * How far long work has got, in one line that is drawn again at most ten times a second and is gone
 * at the end. For one operation, and the thread that runs it.
 */
public final class ProgressBar implements Progress {

  private static final int WIDTH = 20;
  private static final long BETWEEN_NANOS = 100_000_000L;

  private final PrintStream out;
  private final boolean shown;
  private final BooleanSupplier cancelled;
  private long drawnAt;
  private int drawn;

  /**
   * One that draws to a terminal.
   *
   * @param cancelled whether the work is to be given up
   */
  public ProgressBar(PrintStream out, BooleanSupplier cancelled) {
    this(out, true, cancelled);
  }

  /**
   * @param shown false to draw nothing
   * @param cancelled whether the work is to be given up
   */
  ProgressBar(PrintStream out, boolean shown, BooleanSupplier cancelled) {
    this.out = out;
    this.shown = shown;
    this.cancelled = cancelled;
    this.drawnAt = System.nanoTime(); // what takes less than a moment needs no bar
  }

  @Override
  public void update(String step, long done, long total) {
    long now = System.nanoTime();
    if (shown && now - drawnAt >= BETWEEN_NANOS) {
      drawnAt = now;
      draw(line(step, done, total));
    }
  }

  /** The line: the step, a bar where the end is known, and the count. */
  static String line(String step, long done, long total) {
    if (total <= 0) {
      return Visible.line(step) + ": " + done;
    }
    int filled = (int) Math.min(WIDTH, WIDTH * done / total);
    return Visible.line(step) + " [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done
        + "/" + total;
  }

  private void draw(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    out.flush();
    drawn = line.length();
  }

  /** Takes the line away. */
  public void clear() {
    if (drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      out.flush();
      drawn = 0;
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }
}
