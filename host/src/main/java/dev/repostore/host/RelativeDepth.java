package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * {@code git fetch --deepen=N}: so many commits more than the client's history has now, counted
 * from where it ends. JGit knows only depths that count from the tips.
 */
final class RelativeDepth {

  private final GitRepo repo;
  private final FetchRequest request;
  private final Set<ObjectId> oldEnds = new LinkedHashSet<>();
  private final Set<ObjectId> newEnds = new LinkedHashSet<>();
  private final Set<ObjectId> wants = new LinkedHashSet<>();

  RelativeDepth(GitRepo repo, FetchRequest request) {
    this.repo = repo;
    this.request = request;
    wants.addAll(request.wants());
  }

  /** Finds where the client's history is to end; call once. */
  void find(ObjectReader reader) throws IOException {
    Reachable reachable = repo.refs().reachable(repo.repository());
    Map<ObjectId, Integer> depths = new HashMap<>();
    Deque<RevCommit> queue = new ArrayDeque<>();
    try (RevWalk walk = new RevWalk(reader)) {
      for (ObjectId end : request.shallows()) {
        if (reachable.contains(end)) {
          RevCommit commit = walk.parseCommit(end);
          oldEnds.add(end);
          depths.put(end, 0);
          queue.add(commit);
          for (RevCommit parent : commit.getParents()) {
            wants.add(parent.copy());
          }
        }
      }
      while (!queue.isEmpty()) {
        deeper(walk, queue.remove(), depths, queue);
      }
    }
  }

  private void deeper(
      RevWalk walk, RevCommit commit, Map<ObjectId, Integer> depths, Deque<RevCommit> queue)
      throws IOException {
    int depth = depths.getOrDefault(commit, 0);
    if (depth == request.depth()) {
      if (commit.getParentCount() > 0) {
        newEnds.add(commit.copy());
      }
      return;
    }
    for (RevCommit parent : commit.getParents()) {
      if (depths.putIfAbsent(parent.copy(), depth + 1) == null) {
        walk.parseHeaders(parent);
        queue.add(parent);
      }
    }
  }

  /** Lines that tell the client where its history ends now. */
  List<String> boundary() {
    List<String> lines = new ArrayList<>();
    newEnds.forEach(id -> lines.add("shallow " + id.name()));
    oldEnds.forEach(id -> lines.add("unshallow " + id.name()));
    return lines;
  }

  /** The haves that this repo has, too. */
  List<ObjectId> common(ObjectReader reader) throws IOException {
    List<ObjectId> common = new ArrayList<>();
    for (ObjectId have : request.haves()) {
      if (reader.has(have)) {
        common.add(have);
      }
    }
    return common;
  }

  void sendPack(ObjectReader reader, List<ObjectId> common, OutputStream out) throws IOException {
    PackConfig config = new PackConfig(repo.repository());
    try (PackWriter writer = new PackWriter(config, reader);
        ObjectWalk walk = new ObjectWalk(reader)) {
      writer.setUseBitmaps(false);
      writer.setThin(request.options().contains("thin-pack"));
      writer.setDeltaBaseAsOffset(request.options().contains("ofs-delta"));
      writer.setFilterSpec(request.filter());
      // The old ends are cut off as well: what is behind them is wanted, not had.
      Set<ObjectId> ends = new LinkedHashSet<>(oldEnds);
      ends.addAll(newEnds);
      walk.assumeShallow(ends);
      NullProgressMonitor quiet = NullProgressMonitor.INSTANCE;
      writer.preparePack(quiet, walk, wants, new LinkedHashSet<>(common), PackWriter.NONE);
      writer.writePack(quiet, quiet, out);
    } catch (MissingObjectException e) {
      throw new IOException("the repo lacks " + e.getObjectId().name(), e);
    }
  }
}
