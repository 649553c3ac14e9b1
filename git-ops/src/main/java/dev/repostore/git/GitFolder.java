package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is: its own folder, and that of its files.
 *
 * @param folder what was opened
 * @param git its own folder, {@code .git} as a rule
 * @param files the folder of its files; null if it is bare
 */
record GitFolder(
    Workspace workspace, Path folder, Path git, @Nullable File files) {

  /** What Git writes or reads by name; a link there could lead anywhere. */
  private static final List<String> WITHIN = List.of(
      "HEAD",
      "config",
      "index",
      "objects",
      "objects/pack",
      "objects/info",
      "refs",
      "refs/heads",
      "refs/tags",
      "refs/notes",
      "refs/remotes",
      "logs",
      "logs/refs",
      "logs/HEAD",
      "packed-refs",
      "info",
      "info/exclude",
      "info/attributes",
      "shallow",
      "commondir",
      "MERGE_HEAD",
      "MERGE_MSG",
      "ORIG_HEAD",
      "FETCH_HEAD");

  static GitFolder find(Workspace workspace, Path path) {
    Path folder = workspace.resolve(path);
    Path dot = folder.resolve(Constants.DOT_GIT);
    GitFolder found;
    if (Files.exists(dot)) {
      found = new GitFolder(workspace, folder, target(workspace, dot), folder.toFile());
    } else if (isGit(folder)) {
      found = new GitFolder(workspace, folder, folder, null);
    } else {
      throw none(folder);
    }
    found.requireFenced();
    found.requireNoLinkOut("objects", 1);
    found.requireNoLinkOut("objects/pack", 1);
    return found;
  }

  /** What to throw if there is nothing. */
  static CheckoutUnusableException none(Path folder) {
    return new CheckoutUnusableException(
        "There is no Git repository in '" + folder + "'. Clone or init one there.", null);
  }

  private static boolean isGit(Path folder) {
    return Files.exists(folder.resolve(Constants.HEAD))
        && Files.isDirectory(folder.resolve(Constants.OBJECTS));
  }

  /** A folder, or where the file leads that stands for it in a submodule or a second worktree. */
  private static Path target(Workspace workspace, Path dot) {
    Path real = workspace.resolve(dot);
    if (!Files.isRegularFile(real)) {
      return real;
    }
    try {
      String line = firstLine(real);
      if (line.startsWith("gitdir: ")) {
        return workspace.resolve(real.resolveSibling(line.substring("gitdir: ".length())));
      }
    } catch (IOException unreadable) {
      throw LocalRepo.failed("open the repository", dot, unreadable);
    }
    throw new CheckoutUnusableException(
        "The file '" + dot + "' does not say where its repository is. Clone it anew.", null);
  }

  private static String firstLine(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4096), StandardCharsets.UTF_8).split("\r?\n", 2)[0];
    }
  }

  /** Fails if anything of the repository is not in the workspace any more. */
  void requireFenced() {
    Path common = common();
    for (Path base : common.equals(git) ? List.of(git) : List.of(git, common)) {
      workspace.resolve(base);
      for (String name : WITHIN) {
        Path there = base.resolve(name);
        if (Files.isSymbolicLink(there)) {
          workspace.resolve(there);
        }
      }
    }
    requireNoLinkOut("refs", Integer.MAX_VALUE);
    requireNoLinkOut("logs", Integer.MAX_VALUE);
    requireOwnObjects(common.resolve("objects"), new HashSet<>());
  }

  /**
   * Fails if a link in one of the repository's folders leads out; what is written would go there.
   */
  private void requireNoLinkOut(String name, int depth) {
    for (Path base : new HashSet<>(List.of(git, common()))) {
      Path top = base.resolve(name);
      if (!Files.isDirectory(top)) {
        continue;
      }
      try {
        Files.walkFileTree(top, Set.of(), depth, new LinkVisitor());
      } catch (IOException unreadable) {
        throw LocalRepo.failed("open the repository", git, unreadable);
      }
    }
  }

  /** Goes on where something is gone or cannot be read: nothing is written through that. */
  private final class LinkVisitor extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes found) {
      if (found.isSymbolicLink()) {
        workspace.resolve(path);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  private Path common() {
    Path pointer = git.resolve("commondir");
    try {
      return Files.isRegularFile(pointer)
          ? workspace.resolve(git.resolve(firstLine(pointer)))
          : git;
    } catch (IOException unreadable) {
      throw LocalRepo.failed("open the repository", git, unreadable);
    }
  }

  /** Objects may be borrowed from repositories in the same workspace alone, and so may theirs. */
  private void requireOwnObjects(Path objects, Set<Path> seen) {
    Path alternates = objects.resolve("info/alternates");
    if (!seen.add(objects) || !Files.exists(alternates)) {
      return;
    }
    workspace.resolve(alternates);
    try {
      for (String line : Files.readAllLines(alternates)) {
        // JGit knows no comments: it would take one for a folder's name.
        requireOwnObjects(workspace.resolve(objects.resolve(line)), seen);
      }
    } catch (IOException unreadable) {
      throw LocalRepo.failed("open the repository", git, unreadable);
    }
  }
}
