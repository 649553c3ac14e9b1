package dev.repostore.host;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * All refs of a repo at one moment, peeled, in order of their names, and the answers that have been
 * made of them. Only this process writes a repo's refs, so a snapshot stays true until the next
 * push. Immutable but for what it remembers; thread-safe.
 */
final class RepoRefs {

  private static final int ANSWERS = 8;

  private final @Nullable String head;
  private final SortedMap<String, Ref> refs;
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private volatile @Nullable Set<AnyObjectId> tips;

  private RepoRefs(@Nullable String head, SortedMap<String, Ref> refs) {
    this.head = head;
    this.refs = Collections.unmodifiableSortedMap(refs);
  }

  static RepoRefs read(Repository repository) throws IOException {
    SortedMap<String, Ref> refs = new TreeMap<>();
    String head = null;
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : repository.getRefDatabase().getRefs()) {
        if (ref.getName().startsWith(Constants.R_REFS) && ref.getObjectId() != null) {
          refs.put(
              ref.getName(), ref.isPeeled() ? ref : peeled(walk, ref.getName(), ref.getObjectId()));
        }
      }
    }
    Ref symbolic = repository.getRefDatabase().exactRef(Constants.HEAD);
    if (symbolic != null && symbolic.isSymbolic()) {
      head = symbolic.getTarget().getName();
    }
    return new RepoRefs(head, refs);
  }

  /** These refs after a push. */
  RepoRefs after(Repository repository, Collection<ReceiveCommand> done) throws IOException {
    SortedMap<String, Ref> changed = new TreeMap<>(refs);
    try (RevWalk walk = new RevWalk(repository)) {
      for (ReceiveCommand command : done) {
        if (command.getType() == ReceiveCommand.Type.DELETE) {
          changed.remove(command.getRefName());
        } else {
          changed.put(command.getRefName(), peeled(walk, command.getRefName(), command.getNewId()));
        }
      }
    }
    return new RepoRefs(head, changed);
  }

  private static Ref peeled(RevWalk walk, String name, ObjectId id) throws IOException {
    RevObject object = walk.parseAny(id);
    return object instanceof RevTag
        ? new ObjectIdRef.PeeledTag(
            Ref.Storage.PACKED, name, id, walk.peel(object).copy())
        : new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, name, id);
  }

  /** The full name of the branch that {@code HEAD} stands for, born or not; null if detached. */
  @Nullable
  String head() {
    return head;
  }

  /** All but {@code HEAD}, by name. */
  SortedMap<String, Ref> all() {
    return refs;
  }

  /** The ref that {@code HEAD} stands for; null as long as that branch is unborn. */
  @Nullable
  Ref headRef() {
    return head == null ? null : refs.get(head);
  }

  @Nullable
  Ref find(String name) {
    return name.equals(Constants.HEAD) ? headRef() : refs.get(name);
  }

  /** The ids that refs name, and those that their tags stand for. */
  Set<AnyObjectId> tips() {
    Set<AnyObjectId> known = tips;
    if (known == null) {
      known = new HashSet<>(refs.size() * 2);
      for (Ref ref : refs.values()) {
        for (ObjectId id : List.of(ref.getObjectId(), target(ref))) {
          known.add(id);
        }
      }
      tips = known;
    }
    return known;
  }

  /** What a ref stands for once tags are peeled. */
  static ObjectId target(Ref ref) {
    ObjectId peeled = ref.getPeeledObjectId();
    return peeled == null ? ref.getObjectId() : peeled;
  }

  /** An answer made of these refs, made once for each question (up to a handful of them). */
  byte[] answer(String question, Supplier<byte[]> maker) {
    byte[] known = answers.get(question);
    if (known == null) {
      known = maker.get();
      if (answers.size() < ANSWERS) {
        answers.put(question, known);
      }
    }
    return known;
  }
}
