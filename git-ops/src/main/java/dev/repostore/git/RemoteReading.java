package dev.repostore.git;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.ReadLog;
import dev.repostore.Scope;
import dev.repostore.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Reads commits of a remote without a clone. */
final class RemoteReading {

  private final Operation operation;
  private final Repository scratch;
  private final RemoteObjects remote;

  /** What is to be known of a remote. */
  interface Question<T> {
    T of(RemoteReading reading) throws IOException;
  }

  RemoteReading(Operation operation, Repository scratch) {
    this.operation = operation;
    this.scratch = scratch;
    this.remote = new RemoteObjects(operation, scratch);
  }

  /** Asks one question, and forgets what was fetched for it. */
  static <T> T ask(GitRemote remote, Question<T> question) {
    return remote.run("read", Scope.READ, operation -> {
      try (Scratch scratch = Scratch.create()) {
        return question.of(new RemoteReading(operation, scratch.repository()));
      }
    });
  }

  /** The commit a branch, a tag or a hash means; null for the default branch. */
  Commit commit(@Nullable String ref) throws IOException {
    return parse(resolved(ref, 1));
  }

  /** Commits along first parents. */
  List<Commit> log(ReadLog request) throws IOException {
    ObjectId start;
    try {
      // One more, since the oldest that is fetched seems to have no parents.
      start = resolved(request.ref(), request.offset() + request.limit() + 1);
    } catch (RevisionNotFoundException unknownOrEmpty) {
      return List.of();
    }
    List<Commit> commits = new ArrayList<>();
    Commit at = parse(start);
    for (int i = 0; i < request.offset() + request.limit(); i++) {
      if (i >= request.offset()) {
        commits.add(at);
      }
      if (at.parents().isEmpty()) {
        break;
      }
      at = parse(ObjectId.fromString(at.parents().get(0)));
    }
    return List.copyOf(commits);
  }

  /** What is in one folder. */
  List<TreeEntry> list(@Nullable String ref, String folder) throws IOException {
    return new SnapshotReading(operation, scratch, commit(ref)).names(folder);
  }

  private ObjectId resolved(@Nullable String ref, int depth) throws IOException {
    Map<String, Ref> refs = remote.commits(
        ref == null ? List.of() : List.of(ref), depth, known -> List.of(wanted(known, ref)));
    return wanted(refs, ref);
  }

  private ObjectId wanted(Map<String, Ref> refs, @Nullable String ref) {
    ObjectId id = RemoteObjects.resolve(refs, ref);
    if (id == null) {
      throw new RevisionNotFoundException(
          ref == null
              ? "The remote " + operation.shown() + " has no commit on its default branch yet."
              : "The remote " + operation.shown() + " has no branch and no tag '"
                  + PathRule.printable(ref) + "'. GitRemote.refs() shows those there are.",
          ref == null ? Constants.HEAD : ref);
    }
    return id;
  }

  /** As it was made: the walk would say that the oldest has no parents. */
  private Commit parse(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(scratch);
        ObjectReader reader = scratch.newObjectReader()) {
      RevCommit commit = walk.parseCommit(id);
      byte[] raw = reader.open(commit, Constants.OBJ_COMMIT).getBytes();
      return Commits.of(RevCommit.parse(raw));
    }
  }

  /** What differs between two commits, with the files it takes to show that. */
  Patch diff(Diff request) throws IOException {
    String before = request.before();
    String after = request.after();
    if (before == null || after == null || request.files()) {
      throw new InvalidRequestException(
          "before", "Only two commits of a remote can be compared. Use Diff.between.");
    }
    List<String> names = List.of(before, after);
    Map<String, Ref> refs =
        remote.commits(names, 1, known -> List.of(wanted(known, before), wanted(known, after)));
    Commit from = parse(wanted(refs, before));
    Commit to = parse(wanted(refs, after));
    remote.blobs(changed(from, to));
    return new DiffWork(
            scratch,
            new Diff(
                from.hash(),
                to.hash(),
                false,
                request.paths(),
                request.context(),
                request.maxBytes(),
                request.renames()),
            new NoBomb(operation::check, operation.limits().files()))
        .make();
  }

  private Collection<ObjectId> changed(Commit from, Commit to) throws IOException {
    Set<ObjectId> blobs = new LinkedHashSet<>();
    try (TreeWalk walk = new TreeWalk(scratch)) {
      ObjectReader reader = walk.getObjectReader();
      walk.addTree(TreeIndex.iterator(reader, ObjectId.fromString(from.treeHash())));
      walk.addTree(TreeIndex.iterator(reader, ObjectId.fromString(to.treeHash())));
      walk.setRecursive(true);
      walk.setFilter(AndTreeFilter.create(
          TreeFilter.ANY_DIFF, new NoBomb(operation::check, operation.limits().files())));
      while (walk.next()) {
        for (int side = 0; side < 2; side++) {
          FileMode mode = walk.getFileMode(side);
          if (mode.getObjectType() == Constants.OBJ_BLOB && !mode.equals(FileMode.MISSING)) {
            blobs.add(walk.getObjectId(side));
          }
        }
      }
    }
    return blobs;
  }
}
