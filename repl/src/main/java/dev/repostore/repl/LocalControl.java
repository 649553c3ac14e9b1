package dev.repostore.repl;

import dev.repostore.RepoStoreException;
import dev.repostore.git.GitException;
import java.lang.reflect.Method;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs what is typed. A failure of a word is told in one paragraph, its stack kept for
 * {@code why()}; Ctrl-C gives up the words that are at work in an orderly way, and stops what was
 * typed if there is none, or if it goes on nevertheless.
 */
final class LocalControl extends LocalExecutionControl {

  private final Session session;
  private final boolean talks;
  private volatile boolean asked;

  /** @param talks whether a person is told of failures, and not a script's runner */
  LocalControl(Session session, boolean talks) {
    this.session = session;
    this.talks = talks;
  }

  @Override
  protected void clientCodeEnter() {
    asked = false;
    super.clientCodeEnter();
  }

  @Override
  protected String invoke(Method method) throws Exception {
    try {
      return super.invoke(method);
    } catch (StoppedException stopped) {
      SessionText.stopped();
      throw stopped;
    }
  }

  @Override
  protected String throwConvertedInvocationException(Throwable cause)
      throws RunException, InternalException {
    session.failed(cause);
    if (talks && (cause instanceof RepoStoreException || cause instanceof GitException)) {
      throw new UserException(
          Failure.of(cause).inWords().paragraph(),
          cause.getClass().getSimpleName(),
          new StackTraceElement[0]);
    }
    return super.throwConvertedInvocationException(cause);
  }

  @Override
  public void stop() throws EngineTerminationException, InternalException {
    boolean again = asked;
    asked = true;
    if (again) {
      session.awaitWorks(); // half a clone would stay if it were stopped while it takes it away
      super.stop();
    } else if (!session.cancel()) {
      super.stop();
    }
  }
}
