package dev.repostore.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/** Lets a client ask for whatever the repo's refs lead to, and for nothing else. */
final class Wants {

  private Wants() {}

  /** @throws PackProtocolException naming the first id that may not be asked for */
  static void check(GitRepo repo, Set<ObjectId> wants) throws IOException {
    Set<AnyObjectId> tips = repo.refs().tips();
    List<ObjectId> deeper = new ArrayList<>();
    for (ObjectId want : wants) {
      if (!tips.contains(want)) {
        deeper.add(want);
      }
    }
    if (!deeper.isEmpty()) {
      checkDeeper(repo, deeper);
    }
  }

  private static void checkDeeper(GitRepo repo, List<ObjectId> wants) throws IOException {
    try (ObjectReader reader = repo.repository().newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      walk.setRetainBody(false);
      // Without bitmaps a walk over the commits alone is a small part of a walk over everything. It
      // goes by the commits' dates, and may miss one where they run backwards.
      if (reader.getBitmapIndex() == null
          && areCommits(walk, wants)
          && areReached(repo, reader, walk, wants)) {
        return;
      }
    }
    Reachable reachable = repo.refs().reachable(repo.repository());
    for (ObjectId want : wants) {
      if (!reachable.contains(want)) {
        throw notOurs(want);
      }
    }
  }

  private static boolean areCommits(RevWalk walk, List<ObjectId> wants) throws IOException {
    for (ObjectId want : wants) {
      try {
        if (!(walk.parseAny(want) instanceof RevCommit)) {
          return false;
        }
      } catch (MissingObjectException unknown) {
        throw notOurs(want);
      }
    }
    return true;
  }

  private static boolean areReached(
      GitRepo repo, ObjectReader reader, RevWalk walk, List<ObjectId> wants) throws IOException {
    List<RevCommit> commits = new ArrayList<>();
    for (ObjectId want : wants) {
      commits.add(walk.parseCommit(want));
    }
    List<RevCommit> tips = new ArrayList<>();
    for (ObjectId tip : repo.refs().targets()) {
      RevObject object = walk.parseAny(tip);
      if (object instanceof RevCommit commit) {
        tips.add(commit);
      }
    }
    return reader
        .createReachabilityChecker(walk)
        .areAllReachable(commits, tips.stream())
        .isEmpty();
  }

  private static PackProtocolException notOurs(AnyObjectId id) {
    return new PackProtocolException("upload-pack: not our ref " + id.name());
  }
}
