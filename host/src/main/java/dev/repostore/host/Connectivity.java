package dev.repostore.host;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * Whether everything a push's refs lead to is there, and is of the type it is said to be. The look
 * goes only through what no ref has led to before, and a new tree is compared with the tree it came
 * from: the cost is that of what changed.
 */
final class Connectivity {

  private static final byte[] PARENT = Constants.encodeASCII("parent ");
  private static final byte[] TYPE = Constants.encodeASCII("type ");

  private final Incoming incoming;
  private final ObjectReader stored;
  private final KnownObjects known;
  private final Set<AnyObjectId> seen = new HashSet<>();
  private final Deque<Visit> open = new ArrayDeque<>();

  /**
   * An object that has to be looked into.
   *
   * @param before of a tree, one of the same folder that is or will be looked at, too; or zero
   */
  private record Visit(ObjectId id, int type, ObjectId before) {}

  Connectivity(Incoming incoming, ObjectReader stored, KnownObjects known) {
    this.incoming = incoming;
    this.stored = stored;
    this.known = known;
  }

  /** Checks what a ref is to name; of what type that is. */
  int check(ObjectId tip) throws IOException {
    int type = typeOf(tip);
    require(tip, type, ObjectId.zeroId());
    while (!open.isEmpty()) {
      Visit visit = open.remove();
      byte[] content = content(visit.id(), visit.type());
      switch (visit.type()) {
        case Constants.OBJ_COMMIT -> lookIntoCommit(content);
        case Constants.OBJ_TREE -> lookIntoTree(content, visit.before());
        case Constants.OBJ_TAG -> lookIntoTag(visit.id(), content);
        default -> throw new IncorrectObjectTypeException(visit.id(), visit.type());
      }
    }
    return type;
  }

  private void require(ObjectId id, int type, ObjectId before) throws IOException {
    if (typeOf(id) != type) {
      throw new IncorrectObjectTypeException(id, type);
    }
    boolean whole = !incoming.contains(id) && known.isWhole(id, type);
    if (!whole && type != Constants.OBJ_BLOB && seen.add(id)) {
      open.add(new Visit(id, type, before));
    }
  }

  private int typeOf(AnyObjectId id) throws IOException {
    return incoming.contains(id) ? incoming.type(id) : stored.open(id).getType();
  }

  private byte[] content(AnyObjectId id, int type) throws IOException {
    if (!incoming.contains(id)) {
      return stored.open(id, type).getCachedBytes();
    }
    if (incoming.type(id) != type) {
      throw new IncorrectObjectTypeException(id.toObjectId(), type);
    }
    return incoming.read(id, type);
  }

  private void lookIntoTag(ObjectId id, byte[] tag) throws IOException {
    ObjectId target = ObjectId.fromString(tag, "object ".length());
    int at = "object ".length() + Constants.OBJECT_ID_STRING_LENGTH + 1;
    int name = RawParseUtils.match(tag, at, TYPE);
    int type = typeOf(target);
    byte[] line = Constants.encodeASCII(Constants.typeString(type) + "\n");
    if (name < 0 || RawParseUtils.match(tag, name, line) < 0) {
      throw new IncorrectObjectTypeException(id, "tag of " + Constants.typeString(type));
    }
    require(target, type, ObjectId.zeroId());
  }

  private void lookIntoCommit(byte[] commit) throws IOException {
    ObjectId before = ObjectId.zeroId();
    int at = "tree ".length() + Constants.OBJECT_ID_STRING_LENGTH + 1;
    while (RawParseUtils.match(commit, at, PARENT) >= 0) {
      ObjectId parent = ObjectId.fromString(commit, at + PARENT.length);
      require(parent, Constants.OBJ_COMMIT, ObjectId.zeroId());
      if (before.equals(ObjectId.zeroId())) {
        before = tree(content(parent, Constants.OBJ_COMMIT));
      }
      at += PARENT.length + Constants.OBJECT_ID_STRING_LENGTH + 1;
    }
    requireTree(tree(commit), before);
  }

  private static ObjectId tree(byte[] commit) {
    return ObjectId.fromString(commit, "tree ".length());
  }

  private void requireTree(ObjectId id, ObjectId before) throws IOException {
    if (!id.equals(before)) {
      require(id, Constants.OBJ_TREE, before);
    }
  }

  private void lookIntoTree(byte[] tree, ObjectId before) throws IOException {
    Map<String, Entry> old = entries(before);
    CanonicalTreeParser entries = new CanonicalTreeParser();
    for (entries.reset(tree); !entries.eof(); entries.next()) {
      Entry entry = Entry.at(entries);
      Entry was = old.getOrDefault(entries.getEntryPathString(), Entry.NONE);
      // A submodule's commit is in another repo: the same id as a file or folder is news.
      if (entry.equals(was) || entry.type() == Constants.OBJ_COMMIT) {
        continue;
      }
      if (entry.type() == Constants.OBJ_TREE) {
        requireTree(entry.id(), was.tree());
      } else {
        require(entry.id(), Constants.OBJ_BLOB, ObjectId.zeroId());
      }
    }
  }

  private Map<String, Entry> entries(ObjectId tree) throws IOException {
    Map<String, Entry> old = new HashMap<>();
    if (!tree.equals(ObjectId.zeroId())) {
      CanonicalTreeParser entries = new CanonicalTreeParser();
      byte[] content = content(tree, Constants.OBJ_TREE);
      for (entries.reset(content); !entries.eof(); entries.next()) {
        old.put(entries.getEntryPathString(), Entry.at(entries));
      }
    }
    return old;
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
