package dev.repostore.host;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
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
  private static final long BYTES_A_REF = 250;

  private final @Nullable String head;
  private final SortedMap<String, KnownRef> refs;
  private final Set<ObjectId> shallows;
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final AtomicLong answerBytes = new AtomicLong();
  private volatile @Nullable Set<AnyObjectId> tips;
  private SoftReference<@Nullable Reachable> reachable = new SoftReference<>(null);

  private RepoRefs(
      @Nullable String head, SortedMap<String, KnownRef> refs, Set<ObjectId> shallows) {
    this.head = head;
    this.shallows = Set.copyOf(shallows);
    this.refs = Collections.unmodifiableSortedMap(refs);
  }

  static RepoRefs read(Repository repository) throws IOException {
    SortedMap<String, KnownRef> refs = new TreeMap<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : repository.getRefDatabase().getRefs()) {
        ObjectId id = ref.getObjectId();
        if (ref.getName().startsWith(Constants.R_REFS) && id != null) {
          KnownRef known = ref.isPeeled()
              ? new KnownRef(ref.getName(), id, ref.getPeeledObjectId())
              : peeled(walk, ref.getName(), id);
          refs.put(ref.getName(), known);
        }
      }
    }
    Ref head = repository.getRefDatabase().exactRef(Constants.HEAD);
    String branch = head != null && head.isSymbolic() ? head.getTarget().getName() : null;
    return new RepoRefs(branch, refs, repository.getObjectDatabase().getShallowCommits());
  }

  /** These refs after a push. */
  RepoRefs after(Repository repository, Collection<ReceiveCommand> done) throws IOException {
    SortedMap<String, KnownRef> changed = new TreeMap<>(refs);
    try (RevWalk walk = new RevWalk(repository)) {
      for (ReceiveCommand command : done) {
        String name = command.getRefName();
        if (command.getType() == ReceiveCommand.Type.DELETE) {
          changed.remove(name);
        } else {
          changed.put(name, peeled(walk, name, command.getNewId()));
        }
      }
    }
    return new RepoRefs(head, changed, shallows);
  }

  private static KnownRef peeled(RevWalk walk, String name, ObjectId id) throws IOException {
    RevObject object = walk.parseAny(id);
    return new KnownRef(
        name, id.copy(), object instanceof RevTag ? walk.peel(object).copy() : null);
  }

  /** The full name of the branch that {@code HEAD} stands for, born or not; null if detached. */
  @Nullable
  String head() {
    return head;
  }

  /** The commits at which the repo's own history ends, if it was imported with a depth. */
  Set<ObjectId> shallows() {
    return shallows;
  }

  /** All but {@code HEAD}, by name. */
  SortedMap<String, KnownRef> all() {
    return refs;
  }

  /** The ref that {@code HEAD} stands for; null as long as that branch is unborn. */
  @Nullable
  KnownRef headRef() {
    return head == null ? null : refs.get(head);
  }

  /** The ids that refs name, and those that their tags stand for. */
  Set<AnyObjectId> tips() {
    Set<AnyObjectId> known = tips;
    if (known == null) {
      known = new HashSet<>(refs.size() * 2);
      for (KnownRef ref : refs.values()) {
        known.add(ref.id());
        if (ref.peeled() != null) {
          known.add(ref.peeled());
        }
      }
      tips = known;
    }
    return known;
  }

  /** What refs stand for once tags are peeled. */
  Set<ObjectId> targets() {
    Set<ObjectId> targets = new LinkedHashSet<>();
    for (KnownRef ref : refs.values()) {
      targets.add(ref.peeled() == null ? ref.id() : ref.peeled());
    }
    return targets;
  }

  /** All that these refs lead to, found once as long as memory is not short. */
  Reachable reachable(Repository repository) throws IOException {
    synchronized (tips()) {
      Reachable known = reachable.get();
      if (known == null) {
        Set<ObjectId> starts = new LinkedHashSet<>();
        refs.values().forEach(ref -> starts.add(ref.id()));
        known = Reachable.from(repository, starts);
        reachable = new SoftReference<>(known);
      }
      return known;
    }
  }

  /** An answer made of these refs, made once for each question (up to a handful of them). */
  byte[] answer(String question, Supplier<byte[]> maker) {
    byte[] known = known(question);
    if (known == null) {
      known = maker.get();
      remember(question, known);
    }
    return known;
  }

  /** The answer to a question that was asked before; null if it was not, or is not remembered. */
  byte @Nullable [] known(String question) {
    return answers.get(question);
  }

  void remember(String question, byte[] answer) {
    if (answers.size() < ANSWERS && answers.putIfAbsent(question, answer) == null) {
      answerBytes.addAndGet(answer.length + 2L * question.length());
    }
  }

  /** About how much memory this takes. */
  long bytes() {
    return BYTES_A_REF * refs.size() + answerBytes.get();
  }
}
