package dev.repostore.host;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * Whether everything a push's refs lead to is there. What the repo has already is whole, so the
 * look goes only through the objects that are new, and a new tree is compared with the tree it came
 * from: the cost is that of what changed.
 */
final class Connectivity {

  private final Incoming incoming;
  private final ObjectReader stored;
  private final Known known;
  private final Set<AnyObjectId> seen = new HashSet<>();
  private final Deque<ObjectId> commits = new ArrayDeque<>();

  /** Whether a new object may refer to an object of the repo. */
  interface Known {
    boolean contains(AnyObjectId id, int type) throws IOException;
  }

  Connectivity(Incoming incoming, ObjectReader stored, Known known) {
    this.incoming = incoming;
    this.stored = stored;
    this.known = known;
  }

  /** Checks what a ref is to name; of what type that is. */
  int check(ObjectId tip) throws IOException {
    int type = visitTip(tip);
    while (!commits.isEmpty()) {
      visitCommit(commits.remove());
    }
    return type;
  }

  private int visitTip(ObjectId tip) throws IOException {
    int type = typeOf(tip);
    if (!incoming.contains(tip)) {
      require(tip, type);
    } else if (seen.add(tip)) {
      switch (type) {
        case Constants.OBJ_COMMIT -> commits.add(tip);
        case Constants.OBJ_TREE -> visitTree(tip, ObjectId.zeroId());
        case Constants.OBJ_TAG -> visitTip(taggedBy(incoming.read(tip, type)));
        default -> {}
      }
    }
    return type;
  }

  private int typeOf(ObjectId id) throws IOException {
    if (incoming.contains(id)) {
      return incoming.type(id);
    }
    return stored.open(id).getType();
  }

  private static ObjectId taggedBy(byte[] tag) {
    return ObjectId.fromString(tag, "object ".length());
  }

  private void visitCommit(ObjectId id) throws IOException {
    byte[] commit = incoming.read(id, Constants.OBJ_COMMIT);
    List<ObjectId> parents = parents(commit);
    for (ObjectId parent : parents) {
      if (!incoming.contains(parent)) {
        require(parent, Constants.OBJ_COMMIT);
      } else if (seen.add(parent)) {
        commits.add(parent);
      }
    }
    ObjectId before = parents.isEmpty() ? ObjectId.zeroId() : treeOf(parents.get(0));
    visitTree(tree(commit), before);
  }

  private ObjectId treeOf(ObjectId commit) throws IOException {
    return tree(
        incoming.contains(commit)
            ? incoming.read(commit, Constants.OBJ_COMMIT)
            : stored.open(commit, Constants.OBJ_COMMIT).getCachedBytes());
  }

  private static ObjectId tree(byte[] commit) {
    return ObjectId.fromString(commit, "tree ".length());
  }

  private static List<ObjectId> parents(byte[] commit) {
    List<ObjectId> parents = new ArrayList<>(2);
    int at = "tree ".length() + Constants.OBJECT_ID_STRING_LENGTH + 1;
    byte[] parent = Constants.encodeASCII("parent ");
    while (RawParseUtils.match(commit, at, parent) >= 0) {
      parents.add(ObjectId.fromString(commit, at + parent.length));
      at += parent.length + Constants.OBJECT_ID_STRING_LENGTH + 1;
    }
    return parents;
  }

  /** @param before a tree of the same folder that is known to be whole, or zero */
  private void visitTree(ObjectId id, ObjectId before) throws IOException {
    if (id.equals(before)) {
      return;
    }
    if (!incoming.contains(id)) {
      require(id, Constants.OBJ_TREE);
      return;
    }
    if (!seen.add(id)) {
      return;
    }
    Map<String, Entry> old = entries(before);
    CanonicalTreeParser entries = new CanonicalTreeParser();
    for (entries.reset(incoming.read(id, Constants.OBJ_TREE)); !entries.eof(); entries.next()) {
      Entry entry = Entry.at(entries);
      Entry was = old.getOrDefault(entries.getEntryPathString(), Entry.NONE);
      // A submodule's commit is in another repo: the same id as a file or folder is news.
      if (entry.equals(was) || entry.type() == Constants.OBJ_COMMIT) {
        continue;
      }
      if (entry.type() == Constants.OBJ_TREE) {
        visitTree(entry.id(), was.tree());
      } else if (!incoming.contains(entry.id())) {
        require(entry.id(), Constants.OBJ_BLOB);
      }
    }
  }

  private Map<String, Entry> entries(ObjectId tree) throws IOException {
    Map<String, Entry> old = new HashMap<>();
    if (!tree.equals(ObjectId.zeroId())) {
      byte[] content = incoming.contains(tree)
          ? incoming.read(tree, Constants.OBJ_TREE)
          : stored.open(tree).getCachedBytes();
      CanonicalTreeParser entries = new CanonicalTreeParser();
      for (entries.reset(content); !entries.eof(); entries.next()) {
        old.put(entries.getEntryPathString(), Entry.at(entries));
      }
    }
    return old;
  }

  private void require(ObjectId id, int type) throws IOException {
    if (!known.contains(id, type)) {
      throw new MissingObjectException(id, type);
    }
  }

  /** What a tree says of one name: an object, and of what type it is. */
  private record Entry(ObjectId id, int type) {

    static final Entry NONE = new Entry(ObjectId.zeroId(), Constants.OBJ_BAD);

    static Entry at(CanonicalTreeParser tree) {
      return new Entry(tree.getEntryObjectId(), tree.getEntryFileMode().getObjectType());
    }

    /** This, if it is a folder; zero otherwise. */
    ObjectId tree() {
      return type == Constants.OBJ_TREE ? id : ObjectId.zeroId();
    }
  }
}
