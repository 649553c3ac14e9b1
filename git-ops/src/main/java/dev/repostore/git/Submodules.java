package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** Looks at the repositories that are inside another, and never at what they lead to. */
final class Submodules {

  private Submodules() {}

  /** The commit a submodule is at; null if it was not fetched, or is kept somewhere else. */
  static @Nullable ObjectId head(Repository outer, String path) throws IOException {
    Path files = outer.getWorkTree().toPath();
    Path folder = files.resolve(path);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.exists(folder.resolve(Constants.DOT_GIT), LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    RepositoryBuilder builder = new RepositoryBuilder()
        .setFS(outer.getFS())
        .addCeilingDirectory(folder.toFile().getParentFile())
        .findGitDir(folder.toFile());
    File git = builder.getGitDir();
    if (git == null) {
      return null;
    }
    Path real = git.toPath().toRealPath();
    if (!real.startsWith(files)
        && !real.startsWith(outer.getCommonDirectory().toPath().toRealPath())) {
      return null;
    }
    try (Repository inner = FencedRepository.open(real.toFile(), folder.toFile())) {
      return inner.resolve(Constants.HEAD);
    }
  }
}
