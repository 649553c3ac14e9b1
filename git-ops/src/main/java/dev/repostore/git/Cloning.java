package dev.repostore.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Clones in three requests, as the git binary does: what the remote can do, its refs, one pack.
 * JGit would ask for the refs twice and take every branch of a shallow clone.
 */
final class Cloning {

  private final Operation operation;
  private final Clone request;
  private final Supplier<@Nullable String> unborn;

  /** @param unborn the branch of a repo without commits; null if that is not known */
  Cloning(Operation operation, Clone request, Supplier<@Nullable String> unborn) {
    this.operation = operation;
    this.request = request;
    this.unborn = unborn;
  }

  /** Clones into a folder that is empty or not there yet; leaves nothing behind if that fails. */
  void into(Path folder) throws IOException {
    CloneFolder place = CloneFolder.claim(folder, request.bare());
    boolean done = false;
    try {
      try (FencedRepository repository = place.open()) {
        repository.create(request.bare());
        repository.expectClone(operation.trusts(), request.depth() > 0);
        fill(repository);
      }
      operation.check();
      place.finish();
      done = true;
    } finally {
      if (!done) {
        place.clear();
      }
    }
  }

  private void fill(Repository repository) throws IOException {
    try (Transport transport = operation.open(repository)) {
      transport.setTagOpt(request.tags() ? TagOpt.AUTO_FOLLOW : TagOpt.NO_TAGS);
      if (request.depth() > 0) {
        transport.setDepth(request.depth());
      }
      CloneRefs refs;
      try (FetchConnection connection = transport.openFetch(patterns(), Constants.HEAD)) {
        refs = new CloneRefs(request, connection.getRefsMap());
        if (request.ref() != null && refs.start().isEmpty()) {
          throw new RemoteNotFoundException(
              "Git could not clone " + operation.shown() + ": it has no branch and no tag '"
                  + request.ref() + "'. GitRemote.refs() shows those there are.",
              null);
        }
        receive(repository, connection, refs.wanted());
      }
      finish(repository, refs);
    }
  }

  /** What the remote is asked to tell: a host with 10,000 refs need not send those nobody wants. */
  private Collection<RefSpec> patterns() {
    List<RefSpec> patterns = new ArrayList<>();
    boolean one = request.singleBranch() && request.ref() != null;
    patterns.add(same("refs/heads/" + (one ? request.ref() : "*")));
    if (request.tags()) {
      patterns.add(same("refs/tags/*"));
    } else if (request.ref() != null) {
      patterns.add(same("refs/tags/" + request.ref()));
    }
    return patterns;
  }

  private static RefSpec same(String pattern) {
    return new RefSpec(pattern + ":" + pattern);
  }

  private void receive(Repository repository, FetchConnection connection, Collection<Ref> wanted)
      throws IOException {
    if (wanted.isEmpty()) {
      return;
    }
    connection.fetch(new Monitor(operation), wanted, Set.of());
    for (PackLock kept : connection.getPackLocks()) {
      kept.unlock();
    }
    operation.check();
    try (ObjectReader reader = repository.newObjectReader()) {
      for (Ref ref : wanted) {
        requireSent(reader, ref);
      }
    }
  }

  private static void requireSent(ObjectReader reader, Ref ref) throws IOException {
    String name = PathRule.printable(ref.getName());
    if (!reader.has(ref.getObjectId())) {
      throw new TransportException("it did not send " + name + ", which it has");
    }
    if (ref.getName().startsWith(Constants.R_HEADS)
        && reader.open(ref.getObjectId()).getType() != Constants.OBJ_COMMIT) {
      throw new TransportException("its branch " + name + " is no commit");
    }
  }

  private void finish(Repository repository, CloneRefs refs) throws IOException {
    CloneConfig.write(repository, operation.url(), request, refs);
    refs.store(repository);
    Optional<Ref> start = refs.start();
    if (start.isEmpty()) {
      String branch = request.ref() == null ? unborn.get() : request.ref();
      link(repository, Constants.HEAD, Constants.R_HEADS + (branch == null ? "main" : branch));
      return;
    }
    ObjectId commit = refs.pointHead(repository, start.get(), operation.url());
    if (request.checkout()) {
      FreshTree.fill(repository, commit, operation.limits(), new Monitor(operation));
    }
  }

  static void link(Repository repository, String from, String to) throws IOException {
    var update = repository.updateRef(from);
    update.disableRefLog();
    CloneRefs.require(from, update.link(to));
  }

  /** What the remote's refs are, for who only looks. */
  static Map<String, Ref> refsOf(Operation operation) throws IOException {
    try (Repository nowhere = MemoryRepo.create();
        Transport transport = operation.open(nowhere);
        FetchConnection connection = transport.openFetch()) {
      return connection.getRefsMap();
    }
  }
}
