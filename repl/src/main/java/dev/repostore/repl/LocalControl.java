package dev.repostore.repl;

import dev.repostore.RepoStoreException;
import dev.repostore.git.GitException;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs what is typed. A failure of a word is told in one paragraph, its stack kept for {@code why()};
 * Ctrl-C gives up a word that is at work in an orderly way.
 */
final class LocalControl extends LocalExecutionControl {

  private final Session session;

  LocalControl(Session session) {
    this.session = session;
  }

  @Override
  protected String throwConvertedInvocationException(Throwable cause)
      throws RunException, InternalException {
    session.failed(cause);
    if (cause instanceof RepoStoreException || cause instanceof GitException) {
      throw new UserException(
          Failure.of(cause).paragraph(),
          cause.getClass().getSimpleName(),
          new StackTraceElement[0]);
    }
    return super.throwConvertedInvocationException(cause);
  }

  @Override
  public void stop() throws EngineTerminationException, InternalException {
    if (!session.cancel()) {
      super.stop();
    }
  }
}
