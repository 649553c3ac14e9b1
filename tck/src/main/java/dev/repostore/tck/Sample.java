package dev.repostore.tck;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * A working folder for tests that only push from it; made once, because that takes longer than most
 * tests.
 *
 * <pre>
 * one (tag annotated) --- two --- three (trunk, tag light, a note) --- four (side/branch)
 * </pre>
 */
final class Sample {

  private static @Nullable Work made;

  private Sample() {}

  static synchronized Work work() throws IOException, GitAPIException {
    if (made == null) {
      Path folder = Files.createTempDirectory("repostore-tck-sample");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.toFile())));
      made = make(folder);
    }
    return made;
  }

  private static Work make(Path folder) throws IOException, GitAPIException {
    Work work = Work.init(folder);
    work.write("README.md", "hello");
    work.write("a/b.txt", "one");
    work.commit("one");
    work.tag("annotated", true);
    work.write("a/b.txt", "two");
    work.commit("two");
    work.write("a/b.txt", "three");
    work.commit("three");
    work.tag("light", false);
    work.note("well done");
    work.checkout("side/branch");
    work.write("a/c.txt", "four");
    work.commit("four");
    work.checkout("trunk");
    return work;
  }

  private static void delete(File folder) {
    try {
      FileUtils.delete(folder, FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    } catch (IOException left) {
      // The system's temporary folder is emptied by the system, too.
    }
  }
}
