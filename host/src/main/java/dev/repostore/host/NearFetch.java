package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.SideBandOutputStream;

/**
 * A fetch by a client that lacks a few commits only, in protocol v2. JGit would look at all that
 * the repo has; this looks at what was changed alone.
 */
final class NearFetch {

  private static final Set<String> KNOWN =
      Set.of("thin-pack", "ofs-delta", "no-progress", "include-tag", "done", "sideband-all");

  private final GitRepo repo;
  private final FetchRequest request;
  private final RevWalk walk;
  private final List<RevCommit> common;

  private NearFetch(GitRepo repo, FetchRequest request, RevWalk walk, List<RevCommit> common) {
    this.repo = repo;
    this.request = request;
    this.walk = walk;
    this.common = common;
  }

  /** Answers if it can; if not, nothing is written. */
  static boolean answers(GitRepo repo, FetchRequest request, GitOutput out) throws IOException {
    if (request.haves().isEmpty()
        || request.shallow()
        || !request.filter().equals(FilterSpec.NO_FILTER)
        || !KNOWN.containsAll(request.options())) {
      return false;
    }
    try (RevWalk walk = new RevWalk(repo.repository())) {
      List<RevCommit> common = commits(walk, request.haves());
      List<RevCommit> wants = commits(walk, request.wants());
      if (common.isEmpty() || wants.size() < request.wants().size()) {
        return false;
      }
      Optional<FreshObjects> fresh = FreshObjects.of(walk, wants, common);
      if (fresh.isPresent()) {
        new NearFetch(repo, request, walk, common).send(fresh.get(), out);
      }
      return fresh.isPresent();
    }
  }

  /** Those that are commits, and here. */
  private static List<RevCommit> commits(RevWalk walk, Collection<ObjectId> ids)
      throws IOException {
    List<RevCommit> commits = new ArrayList<>();
    for (ObjectId id : ids) {
      try {
        if (walk.parseAny(id) instanceof RevCommit commit) {
          commits.add(commit);
        }
      } catch (MissingObjectException theirs) {
        // Something that only the client has.
      }
    }
    return commits;
  }

  private void send(FreshObjects fresh, GitOutput out) throws IOException {
    out.write(request.acknowledged(common).line("packfile").toBytes());
    OutputStream band =
        new SideBandOutputStream(SideBandOutputStream.CH_DATA, SideBandOutputStream.MAX_BUF, out);
    pack(fresh, band);
    band.flush();
    out.write(new Packets().flush().toBytes());
  }

  private void pack(FreshObjects fresh, OutputStream out) throws IOException {
    try (NearPack pack =
        new NearPack(walk.getObjectReader(), fresh, request.options().contains("thin-pack"))) {
      pack.write(request.options().contains("include-tag") ? tags(fresh) : List.of(), out);
    }
  }

  /** The tags of what is sent, down to the commit of each. */
  private Set<ObjectId> tags(FreshObjects fresh) throws IOException {
    Set<ObjectId> sent = new HashSet<>(fresh.commits());
    Set<ObjectId> tags = new LinkedHashSet<>();
    for (KnownRef ref : repo.refs().all().values()) {
      if (ref.peeled() != null && sent.contains(ref.peeled())) {
        RevObject object = walk.parseAny(ref.id());
        while (object instanceof RevTag tag) {
          tags.add(tag);
          object = walk.parseAny(tag.getObject());
        }
      }
    }
    return tags;
  }
}
