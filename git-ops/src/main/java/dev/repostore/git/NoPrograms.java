package dev.repostore.git;

import java.io.OutputStream;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;

/** The file system of a repository that runs nothing: no hook, no filter, no program at all. */
final class NoPrograms extends FS_POSIX {

  private NoPrograms(FS source) {
    super(source);
  }

  /** The system's own, made so where it is one of POSIX; {@link FencedConfig} names no program. */
  static FS on(FS detected) {
    return Systems.WINDOWS ? detected : new NoPrograms(detected);
  }

  @Override
  public FS newInstance() {
    return new NoPrograms(this);
  }

  @Override
  public ProcessResult runHookIfPresent(
      Repository repository,
      String hook,
      String[] args,
      OutputStream out,
      OutputStream errors,
      String in) {
    return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
  }

  @Override
  public ProcessBuilder runInShell(String command, String[] args) {
    throw new UnsupportedOperationException(
        "A repository's settings run no program here: " + List.of(command));
  }
}
