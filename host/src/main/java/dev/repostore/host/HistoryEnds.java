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
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * Where a client's history is to end, in the two cases that JGit does not know: a depth that counts
 * from where it ends now ({@code --deepen}), and a repo whose own history ends somewhere, as it was
 * imported with a depth.
 */
final class HistoryEnds {

  private final GitRepo repo;
  private final FetchRequest request;
  private final Set<ObjectId> repoEnds;
  private final Set<ObjectId> wants = new LinkedHashSet<>();
  private final Set<ObjectId> cut = new LinkedHashSet<>();
  private final Set<ObjectId> shallow = new LinkedHashSet<>();
  private final Set<ObjectId> unshallow = new LinkedHashSet<>();

  HistoryEnds(GitRepo repo, FetchRequest request) throws IOException {
    this.repo = repo;
    this.request = request;
    this.repoEnds = repo.refs().shallows();
    wants.addAll(request.wants());
  }

  /** Finds them; call once. */
  void find(ObjectReader reader) throws IOException {
    try (RevWalk walk = new RevWalk(reader)) {
      if (request.deepenRelative()) {
        walk(walk, reachable(request.shallows()), request.depth());
      } else if (request.depth() > 0) {
        walk(walk, request.wants(), request.depth() - 1);
      } else {
        cut.addAll(repoEnds);
        cut.addAll(request.shallows());
        shallow.addAll(repoEnds);
        shallow.removeAll(request.shallows());
      }
    }
  }

  /** A client may name any commit; what is behind one that it may not have stays hidden. */
  private List<ObjectId> reachable(Set<ObjectId> ids) throws IOException {
    Reachable reachable = repo.refs().reachable(repo.repository());
    return ids.stream().filter(reachable::contains).toList();
  }

  private void walk(RevWalk walk, Iterable<ObjectId> starts, int limit) throws IOException {
    Map<ObjectId, Integer> depths = new HashMap<>();
    Deque<RevCommit> queue = new ArrayDeque<>();
    for (ObjectId start : starts) {
      RevObject object = walk.peel(walk.parseAny(start));
      if (object instanceof RevCommit commit && depths.putIfAbsent(commit.copy(), 0) == null) {
        queue.add(commit);
      }
    }
    while (!queue.isEmpty()) {
      RevCommit commit = queue.remove();
      int depth = depths.getOrDefault(commit, 0);
      boolean last = depth == limit && commit.getParentCount() > 0;
      visit(commit.copy(), commit, last || repoEnds.contains(commit));
      for (RevCommit parent : depth < limit ? commit.getParents() : new RevCommit[0]) {
        if (depths.putIfAbsent(parent.copy(), depth + 1) == null) {
          walk.parseHeaders(parent);
          queue.add(parent);
        }
      }
    }
  }

  private void visit(ObjectId id, RevCommit commit, boolean end) {
    boolean had = request.shallows().contains(id);
    if (end) {
      cut.add(id);
      if (!had) {
        shallow.add(id);
      }
    } else if (had) {
      // Cut off as well: what is behind it is wanted, not had.
      cut.add(id);
      unshallow.add(id);
      for (RevCommit parent : commit.getParents()) {
        wants.add(parent.copy());
      }
    }
  }

  /** Lines that tell the client where its history ends now. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    shallow.forEach(id -> lines.add("shallow " + id.name()));
    unshallow.forEach(id -> lines.add("unshallow " + id.name()));
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
      walk.assumeShallow(cut);
      NullProgressMonitor quiet = NullProgressMonitor.INSTANCE;
      writer.preparePack(quiet, walk, wants, new LinkedHashSet<>(common), PackWriter.NONE);
      writer.writePack(quiet, quiet, out);
    }
  }
}
