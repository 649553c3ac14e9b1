package dev.repostore.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Fetches no more of a remote than is asked for, into a repository without refs. */
final class RemoteObjects {

  /** Which objects, once the remote has told its refs. */
  interface Choice {
    Collection<ObjectId> of(Map<String, Ref> refs);
  }

  private static final String BLOBLESS = "blob:none";

  private final Operation operation;
  private final Repository scratch;

  RemoteObjects(Operation operation, Repository scratch) {
    this.operation = operation;
    this.scratch = scratch;
  }

  /**
   * Commits with their trees, and without their files where the remote can leave those out.
   *
   * @param names short names of branches and tags to ask for; hashes do no harm
   * @param depth how many commits from each
   * @return the refs of those names, and {@code HEAD}
   */
  Map<String, Ref> commits(Collection<String> names, int depth, Choice choice) throws IOException {
    List<RefSpec> patterns = new ArrayList<>();
    for (String name : names) {
      for (String kind : List.of(Constants.R_HEADS, Constants.R_TAGS)) {
        if (Repository.isValidRefName(kind + name)) {
          patterns.add(new RefSpec(kind + name + ":" + kind + name));
        }
      }
    }
    try {
      return fetch(patterns, depth, BLOBLESS, choice);
    } catch (TransportException failed) {
      if (String.valueOf(failed.getMessage()).contains(JGitText.get().filterRequiresCapability)) {
        return fetch(patterns, depth, null, choice);
      }
      throw failed;
    }
  }

  /** The files of these hashes that are not here yet, in one request. */
  void blobs(Collection<ObjectId> ids) throws IOException {
    List<ObjectId> missing = new ArrayList<>();
    for (ObjectId id : ids) {
      if (!scratch.getObjectDatabase().has(id)) {
        missing.add(id);
      }
    }
    if (!missing.isEmpty()) {
      fetch(List.of(), 0, null, refs -> missing);
    }
  }

  private Map<String, Ref> fetch(
      List<RefSpec> patterns, int depth, @Nullable String filter, Choice choice)
      throws IOException {
    try (Transport transport = operation.open(scratch)) {
      transport.setTagOpt(TagOpt.NO_TAGS);
      if (depth > 0) {
        transport.setDepth(depth);
      }
      if (filter != null) {
        transport.setFilterSpec(FilterSpec.fromFilterLine(filter));
      }
      try (FetchConnection connection = transport.openFetch(patterns, Constants.HEAD)) {
        Map<String, Ref> refs = connection.getRefsMap();
        receive(connection, choice.of(refs));
        return refs;
      }
    }
  }

  private void receive(FetchConnection connection, Collection<ObjectId> wanted) throws IOException {
    if (wanted.isEmpty()) {
      return;
    }
    List<Ref> wants = new ArrayList<>();
    for (ObjectId id : Set.copyOf(wanted)) {
      wants.add(new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, id.name(), id));
    }
    try {
      connection.fetch(new Monitor(operation), wants, Set.of());
    } catch (TransportException failed) {
      // Whoever has no such object names it; anything else a remote complains of is its own
      // trouble.
      RemoteRepositoryException said = Failures.in(failed, RemoteRepositoryException.class);
      if (said != null
          && wanted.stream()
              .anyMatch(id -> String.valueOf(said.getMessage()).contains(id.name()))) {
        throw missing(wanted);
      }
      throw failed;
    }
    for (PackLock kept : connection.getPackLocks()) {
      kept.unlock();
    }
    operation.check();
    for (ObjectId id : wanted) {
      if (!scratch.getObjectDatabase().has(id)) {
        throw missing(List.of(id));
      }
    }
  }

  private RevisionNotFoundException missing(Collection<ObjectId> wanted) {
    String name = wanted.iterator().next().name();
    return new RevisionNotFoundException(
        "The remote " + operation.shown() + " has no " + name + ", or does not give it away.",
        name);
  }

  /** What a name means among the refs of a remote; null if nothing. */
  static @Nullable ObjectId resolve(Map<String, Ref> refs, @Nullable String name) {
    Ref ref = name == null ? refs.get(Constants.HEAD) : refs.get(Constants.R_HEADS + name);
    if (ref == null && name != null) {
      ref = refs.get(Constants.R_TAGS + name);
    }
    if (ref != null) {
      return ref.getObjectId();
    }
    return name != null && ObjectId.isId(name) ? ObjectId.fromString(name) : null;
  }
}
