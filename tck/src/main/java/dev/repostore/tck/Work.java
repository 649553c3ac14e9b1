package dev.repostore.tck;

import dev.repostore.git.GitRemote;
import dev.repostore.git.Push;
import dev.repostore.git.PushReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TagCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A working folder to commit in, push from and compare. */
final class Work {

  private static final Instant FIRST_COMMIT = Instant.parse("2026-01-02T03:04:05Z");

  private final Path folder;
  private int commits;

  private Work(Path folder) {
    this.folder = folder;
  }

  static Work init(Path folder) throws GitAPIException {
    Git.init().setDirectory(folder.toFile()).setInitialBranch("trunk").call().close();
    return new Work(folder);
  }

  static Work clone(GitRemote remote, Path folder) {
    remote.cloneInto(folder);
    return new Work(folder);
  }

  Path folder() {
    return folder;
  }

  void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  void makeExecutable(String path) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Commits all there is, each commit a minute after the one before. */
  RevCommit commit(String message) throws IOException, GitAPIException {
    try (Git git = Git.open(folder.toFile())) {
      git.add().addFilepattern(".").call();
      return commit(git, message);
    }
  }

  /** Commits a submodule; there is no such folder here. */
  void commitSubmodule(String path, String commit) throws IOException, GitAPIException {
    try (Git git = Git.open(folder.toFile())) {
      DirCacheEditor index = git.getRepository().lockDirCache().editor();
      index.add(new PathEdit(path) {
        @Override
        public void apply(DirCacheEntry entry) {
          entry.setFileMode(FileMode.GITLINK);
          entry.setObjectId(ObjectId.fromString(commit));
        }
      });
      index.commit();
      commit(git, "submodule");
    }
  }

  private RevCommit commit(Git git, String message) throws GitAPIException {
    Instant when = FIRST_COMMIT.plusSeconds(60L * commits);
    commits++;
    return git.commit()
        .setMessage(message)
        .setAuthor(new PersonIdent("Ada L", "ada@example.org", when, ZoneOffset.UTC))
        .setCommitter(
            new PersonIdent("Bob C", "bob@example.org", when.plusSeconds(7), ZoneOffset.ofHours(2)))
        .setSign(false)
        .setNoVerify(true)
        .call();
  }

  /** Starts a branch here, or goes back to one. */
  void checkout(String branch) throws IOException, GitAPIException {
    try (Git git = Git.open(folder.toFile())) {
      boolean there = git.getRepository().exactRef(Constants.R_HEADS + branch) != null;
      git.checkout().setName(branch).setCreateBranch(!there).call();
    }
  }

  void merge(String branch, String message) throws IOException, GitAPIException {
    try (Git git = Git.open(folder.toFile())) {
      git.merge()
          .include(Objects.requireNonNull(git.getRepository().resolve(branch)))
          .setCommit(false)
          .setFastForward(org.eclipse.jgit.api.MergeCommand.FastForwardMode.NO_FF)
          .call();
    }
    commit(message);
  }

  void tag(String name, boolean annotated) throws IOException, GitAPIException {
    try (Git git = Git.open(folder.toFile())) {
      TagCommand tag = git.tag().setName(name).setAnnotated(annotated).setSigned(false);
      if (annotated) {
        tag.setMessage("release " + name)
            .setTagger(new PersonIdent("Ada L", "ada@example.org", FIRST_COMMIT, ZoneOffset.UTC));
      }
      tag.call();
    }
  }

  void note(String text) throws IOException, GitAPIException {
    try (Git git = Git.open(folder.toFile());
        RevWalk walk = new RevWalk(git.getRepository())) {
      ObjectId head = Objects.requireNonNull(git.getRepository().resolve(Constants.HEAD));
      git.notesAdd().setObjectId(walk.parseAny(head)).setMessage(text).call();
    }
  }

  void push(GitRemote remote, String... refSpecs) {
    remote.push(folder, refSpecs);
  }

  PushReport push(GitRemote remote, Push push) {
    return remote.push(folder, push);
  }

  /** The hash of any revision in Git's notation. */
  String hash(String revision) throws IOException {
    try (Git git = Git.open(folder.toFile())) {
      ObjectId id = git.getRepository().resolve(revision);
      return Objects.requireNonNull(id, () -> "no " + revision + " in " + folder)
          .name();
    }
  }

  /** The branch that is checked out. */
  String branch() throws IOException {
    try (Git git = Git.open(folder.toFile())) {
      return Objects.requireNonNull(git.getRepository().getBranch());
    }
  }

  /** Mode and hash of every file of a commit, by path. */
  Map<String, String> files(String revision) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Git git = Git.open(folder.toFile());
        TreeWalk walk = new TreeWalk(git.getRepository())) {
      Repository repository = git.getRepository();
      walk.addTree(Objects.requireNonNull(repository.resolve(revision + "^{tree}")));
      walk.setRecursive(true);
      while (walk.next()) {
        files.put(
            walk.getPathString(), walk.getFileMode() + " " + walk.getObjectId(0).name());
      }
    }
    return files;
  }

  /** The commits a revision has behind and including it, newest first. */
  List<String> history(String revision) throws IOException, GitAPIException {
    try (Git git = Git.open(folder.toFile())) {
      List<String> hashes = new ArrayList<>();
      for (RevCommit commit : git.log()
          .add(Objects.requireNonNull(git.getRepository().resolve(revision)))
          .call()) {
        hashes.add(commit.name());
      }
      return hashes;
    }
  }
}
