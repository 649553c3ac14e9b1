package dev.repostore.git;

/**
 * Told how a long operation gets on, and asked whether to give it up.
 *
 * <p>Both methods are called often and from the thread that runs the operation, so they should
 * return at once. An operation that is given up ends within about a tenth of a second in a
 * {@link GitCancelledException}, and leaves nothing half done behind. Interrupting the thread does
 * the same. What these methods throw ends the operation and comes out as it is.
 */
public interface Progress {

  /** Shows nothing and goes on to the end. */
  Progress NONE = new Progress() {};

  /**
   * How far a step has got.
   *
   * @param step what is being done, in words
   * @param done how much of it is done, in the step's own unit (objects, files, deltas)
   * @param total how much there is to do, or 0 where that is not known
   */
  default void update(String step, long done, long total) {}

  /** Whether to give up. */
  default boolean cancelled() {
    return false;
  }
}
