package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Fetches into a repository. */
final class Fetching {

  private final Operation operation;
  private final Repository repository;

  Fetching(Operation operation, Repository repository) {
    this.operation = operation;
    this.repository = repository;
  }

  /**
   * What has changed here.
   *
   * @throws FetchRejectedException if a ref could not be changed without losing commits
   * @throws RefRefusedException if another process is changing one
   */
  List<FetchedRef> fetch(Fetch request) throws IOException {
    return fetch(request, null);
  }

  /**
   * As {@link #fetch(Fetch)}.
   *
   * @param upstream what must be there afterwards, as {@link #upstream} has it; null for nothing
   * @throws RevisionNotFoundException if it is not; what was fetched stays
   */
  List<FetchedRef> fetch(Fetch request, @Nullable String upstream) throws IOException {
    FetchResult result;
    try (Transport transport = operation.open(repository)) {
      transport.setRemoveDeletedRefs(request.prune());
      transport.setTagOpt(tags(request));
      if (request.depth() > 0) {
        transport.setDepth(request.depth());
      }
      result = fetch(transport, refSpecs(request), request.depth() > 0);
    }
    if (operation.isStopped() && !isDone(result)) {
      operation.check();
    }
    if (upstream != null) {
      requireThere(result, upstream);
    }
    List<FetchedRef> changes = new ArrayList<>();
    for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
      requireSent(update);
      requireUnlocked(update);
      FetchedRef.Change change = change(update);
      if (change != null) {
        changes.add(new FetchedRef(
            update.getLocalName(),
            change,
            name(update.getOldObjectId()),
            name(update.getNewObjectId())));
      }
    }
    if (changes.stream().anyMatch(ref -> ref.change() == FetchedRef.Change.REJECTED)) {
      throw new FetchRejectedException(operation.shown(), changes);
    }
    return List.copyOf(changes);
  }

  /** Whether all refs were changed: who gives up then is too late. */
  private static boolean isDone(FetchResult result) {
    return result.getTrackingRefUpdates().stream()
        .allMatch(update ->
            update.getResult() != null && update.getResult() != RefUpdate.Result.NOT_ATTEMPTED);
  }

  private void requireSent(TrackingRefUpdate update) throws IOException {
    ObjectId now = update.getNewObjectId();
    if (!now.equals(ObjectId.zeroId()) && !repository.getObjectDatabase().has(now)) {
      throw new TransportException(
          "it did not send " + PathRule.printable(update.getRemoteName()) + ", which it has");
    }
  }

  private void requireUnlocked(TrackingRefUpdate update) {
    if (update.getResult() == RefUpdate.Result.LOCK_FAILURE) {
      String ref = update.getLocalName();
      throw new RefRefusedException(
          "What was fetched from " + operation.shown() + " is here, but another process is changing"
              + " the ref '" + ref + "'. Fetch again; if none is, delete '"
              + new File(repository.getDirectory(), ref + ".lock") + "'.",
          ref);
    }
  }

  private FetchResult fetch(Transport transport, List<RefSpec> specs, boolean part)
      throws IOException {
    boolean fetched = false;
    if (repository instanceof FencedRepository fenced) {
      fenced.beginFetch(part);
      if (fenced.lacksObjects()) {
        transport.setFetchThin(false); // what a difference is to may be what lacks
      }
    }
    try {
      FetchResult result = transport.fetch(new Monitor(operation), specs);
      fetched = true;
      return result;
    } finally {
      if (repository instanceof FencedRepository fenced) {
        fenced.endFetch(fetched);
      }
    }
  }

  /** What the branch HEAD is on follows: {@code origin/main}. */
  static String upstream(Repository repository) throws IOException {
    String head = repository.getFullBranch();
    if (head == null || !head.startsWith(Constants.R_HEADS)) {
      throw new RefRefusedException(
          "HEAD is on no branch, so there is nothing to pull into. Switch to a branch first.",
          Constants.HEAD);
    }
    String branch = head.substring(Constants.R_HEADS.length());
    String merge = repository.getConfig().getString("branch", branch, "merge");
    return "origin/" + (merge == null ? branch : Repository.shortenRefName(merge));
  }

  /** @throws RevisionNotFoundException if the remote has no such branch, or has it no more */
  private static void requireThere(FetchResult result, String upstream) {
    String branch = upstream.substring("origin/".length());
    if (result.getAdvertisedRef(Constants.R_HEADS + branch) == null) {
      throw new RevisionNotFoundException(
          "There is no '" + upstream + "' to pull: the remote has no such branch (any more), or the"
              + " clone does not take it. Push this branch first, or switch to one that is there.",
          upstream);
    }
  }

  private TagOpt tags(Fetch request) {
    String configured = repository.getConfig().getString("remote", "origin", "tagOpt");
    return switch (request.tags()) {
      case ALL -> TagOpt.FETCH_TAGS;
      case NONE -> TagOpt.NO_TAGS;
      case FOLLOW -> "--no-tags".equals(configured) ? TagOpt.NO_TAGS : TagOpt.AUTO_FOLLOW;
    };
  }

  private List<RefSpec> refSpecs(Fetch request) throws IOException {
    List<RefSpec> specs = new ArrayList<>();
    boolean onlyNotes =
        request.refSpecs().stream().allMatch(spec -> spec.startsWith("+refs/notes/*"));
    if (onlyNotes) {
      try {
        specs.addAll(new RemoteConfig(repository.getConfig(), "origin").getFetchRefSpecs());
      } catch (URISyntaxException malformed) {
        throw new IOException("the clone's remote is not written as a URL", malformed);
      }
      if (specs.isEmpty()) {
        specs.add(new RefSpec("+refs/heads/*:refs/remotes/origin/*"));
      }
    }
    for (String spec : request.refSpecs()) {
      try {
        specs.add(new RefSpec(spec));
      } catch (IllegalArgumentException malformed) {
        throw new dev.repostore.InvalidRequestException(
            "ref_specs", "The refspec '" + spec + "' is not written as Git writes one.");
      }
    }
    return specs;
  }

  private static FetchedRef.@Nullable Change change(TrackingRefUpdate update) {
    RefUpdate.Result result = update.getResult();
    if (result == null) {
      return null;
    }
    return switch (result) {
      case NEW ->
        update.getNewObjectId().equals(ObjectId.zeroId())
            ? FetchedRef.Change.DELETED
            : FetchedRef.Change.NEW;
      case FAST_FORWARD -> FetchedRef.Change.FORWARD;
      case FORCED ->
        update.getNewObjectId().equals(ObjectId.zeroId())
            ? FetchedRef.Change.DELETED
            : FetchedRef.Change.FORCED;
      case NO_CHANGE, NOT_ATTEMPTED -> null;
      default -> FetchedRef.Change.REJECTED;
    };
  }

  private static @Nullable String name(@Nullable ObjectId id) {
    return id == null || id.equals(ObjectId.zeroId()) ? null : id.name();
  }
}
