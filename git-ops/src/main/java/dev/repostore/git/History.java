package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.blame.BlameGenerator;
import org.eclipse.jgit.blame.BlameResult;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Reads what was committed. */
final class History {

  private final Repository repository;

  History(Repository repository) {
    this.repository = repository;
  }

  List<Commit> log(Log request) throws IOException {
    if (request.range().equals(Constants.HEAD) && repository.resolve(Constants.HEAD) == null) {
      return List.of();
    }
    try (RevWalk walk = new RevWalk(repository);
        RevWalk whole = new RevWalk(walk.getObjectReader())) {
      mark(walk, request.range());
      if (!request.paths().isEmpty()) {
        walk.setTreeFilter(AndTreeFilter.create(
            PathFilterGroup.createFromStrings(request.paths()), TreeFilter.ANY_DIFF));
      }
      List<Commit> commits = new ArrayList<>();
      int left = request.skip();
      while (commits.size() < request.limit()) {
        RevCommit commit = walk.next();
        if (commit == null) {
          break;
        }
        if (left-- <= 0) {
          // A walk by paths takes parents away.
          commits.add(Commits.of(whole.parseCommit(commit.getId())));
        }
      }
      return List.copyOf(commits);
    }
  }

  ShownCommit show(String revision) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = Revisions.commit(repository, walk, revision);
      return new ShownCommit(
          Commits.of(commit), new DiffWork(repository, Diff.staged()).of(commit));
    }
  }

  private void mark(RevWalk walk, String range) throws IOException {
    int dots = range.indexOf("..");
    if (dots < 0) {
      walk.markStart(Revisions.commit(repository, walk, range));
      return;
    }
    boolean both = range.startsWith("...", dots);
    RevCommit from = Revisions.commit(repository, walk, side(range.substring(0, dots)));
    RevCommit to = Revisions.commit(repository, walk, side(range.substring(dots + (both ? 3 : 2))));
    if (both) {
      Collection<RevCommit> bases = bases(from, to);
      walk.markStart(from);
      for (RevCommit base : bases) {
        walk.markUninteresting(walk.parseCommit(base));
      }
    } else {
      walk.markUninteresting(from);
    }
    walk.markStart(to);
  }

  private Collection<RevCommit> bases(RevCommit from, RevCommit to) throws IOException {
    List<RevCommit> bases = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(from));
      walk.markStart(walk.parseCommit(to));
      for (RevCommit base = walk.next(); base != null; base = walk.next()) {
        bases.add(base);
      }
    }
    return bases;
  }

  private static String side(String revision) {
    return revision.isEmpty() ? Constants.HEAD : revision;
  }

  /** The bytes of a file, as stored; closing them closes the reader. */
  Blob file(String revision, String path) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = Revisions.commit(repository, walk, revision);
      ObjectId id = find(commit, path);
      if (id == null) {
        throw noFile(revision, path);
      }
      ObjectReader reader = repository.newObjectReader();
      ObjectLoader loader = reader.open(id, Constants.OBJ_BLOB);
      InputStream in = new FilterInputStream(loader.openStream()) {
        @Override
        public void close() throws IOException {
          try (reader) {
            super.close();
          }
        }
      };
      return new Blob(in, loader.getSize());
    }
  }

  /** The file's blob; null if there is no such file. */
  private @Nullable ObjectId find(RevCommit commit, String path) throws IOException {
    PathRule.require(path);
    if (commit.getTree().equals(Constants.EMPTY_TREE_ID)) {
      return null;
    }
    try (TreeWalk found = TreeWalk.forPath(repository, path, commit.getTree())) {
      return found == null || found.getFileMode(0).getObjectType() != Constants.OBJ_BLOB
          ? null
          : found.getObjectId(0);
    }
  }

  private static RevisionNotFoundException noFile(String revision, String path) {
    return new RevisionNotFoundException(
        "'" + PathRule.printable(revision) + "' has no file '" + PathRule.printable(path)
            + "'. Look at the names in that commit; case matters.",
        revision + ":" + path);
  }

  List<BlamedLine> blame(String revision, String path) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        BlameGenerator blame = new BlameGenerator(repository, path)) {
      RevCommit commit = Revisions.commit(repository, walk, revision);
      if (find(commit, path) == null) {
        throw noFile(revision, path);
      }
      blame.setFollowFileRenames(true);
      blame.push(null, commit);
      @Nullable BlameResult result = blame.computeBlameResult();
      return result == null ? List.of() : lines(result);
    }
  }

  private static List<BlamedLine> lines(BlameResult result) {
    List<BlamedLine> lines = new ArrayList<>();
    RawText text = result.getResultContents();
    for (int i = 0; i < text.size(); i++) {
      @Nullable PersonIdent author = result.getSourceAuthor(i);
      lines.add(new BlamedLine(
          i + 1,
          result.getSourceCommit(i).name(),
          Commits.person(author),
          Commits.when(author),
          result.getSourcePath(i),
          result.getSourceLine(i) + 1,
          StandardCharsets.UTF_8.decode(text.getRawString(i)).toString()));
    }
    return List.copyOf(lines);
  }
}
