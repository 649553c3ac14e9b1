package dev.repostore.repl;

import dev.repostore.AccessRefusedException;
import dev.repostore.RepoStoreException;
import dev.repostore.Secret;
import dev.repostore.git.GitException;
import dev.repostore.git.GitRefusedException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * What went wrong, as people and programs are told.
 *
 * @param code what kind of failure it is, in a word for programs; see
 *     {@link RepoStoreException#code()} and {@link GitException#code()}; {@code failed} for others
 * @param error what happened and why
 * @param fix what to do; empty if nothing was said of it
 * @param status what a process that ends of it ends with: {@link #FAILED}, {@link #MISUSED} or
 *     {@link #REFUSED}
 */
public record Failure(String code, String error, String fix, int status) {

  /** What a process ends with that failed. */
  public static final int FAILED = 1;

  /** What a process ends with whose arguments make no sense. */
  public static final int MISUSED = 2;

  /** What a process ends with whose credential was refused. */
  public static final int REFUSED = 4;

  /** Checks that nothing is null. */
  public Failure {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(fix, "fix");
  }

  /** Of anything that was thrown; of what another thread threw, too. */
  public static Failure of(Throwable given) {
    Throwable thrown = cause(given);
    if (thrown instanceof RepoStoreException store) {
      return of(store.code(), message(thrown), thrown instanceof AccessRefusedException);
    }
    if (thrown instanceof GitException git) {
      return of(git.code(), message(thrown), thrown instanceof GitRefusedException);
    }
    return of("failed", unforeseen(thrown), false);
  }

  private static Throwable cause(Throwable given) {
    Throwable thrown = given;
    while ((thrown instanceof ExecutionException || thrown instanceof CompletionException)
        && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return thrown;
  }

  private static String message(Throwable thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), thrown.toString());
  }

  /** The messages of Java's own failures mean little without what they are. */
  private static String unforeseen(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null || thrown instanceof FileSystemException
        ? thrown.toString()
        : (name.isEmpty() ? "" : name + ": ") + thrown.getMessage();
  }

  private static Failure of(String code, String message, boolean refused) {
    return told(code, message, refused ? REFUSED : FAILED);
  }

  /**
   * Of a message that says what happened, why, and in its last sentence what to do. What may be a
   * credential in it is masked.
   */
  public static Failure told(String code, String message, int status) {
    String text = Visible.line(Secret.mask(message));
    int last = text.replaceFirst("[.!?]$", "").lastIndexOf(". ");
    return last < 0
        ? new Failure(code, text, "", status)
        : new Failure(code, text.substring(0, last + 1), text.substring(last + 2), status);
  }

  /** With what to do said in the words of the shell and its scripts. */
  Failure inWords() {
    return new Failure(code, error, Advice.inWords(fix), status);
  }

  /** With what to do said in commands, where the library says it in methods. */
  public Failure inCommands() {
    return new Failure(code, error, Advice.inCommands(fix), status);
  }

  /** In one paragraph: what happened, why, what to do. */
  public String paragraph() {
    return fix.isEmpty() ? error : error + " " + fix;
  }
}
