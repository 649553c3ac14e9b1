package dev.repostore.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/**
 * What the objects of a pack refer to, each once. Whoever takes a pack in looks whether all of it
 * is there: no ref may lead to what is missing. For one thread.
 */
final class Links {

  /** How long an object may be that is no file: JGit reads no longer one either. */
  static final int LONGEST = 50 << 20;

  private static final int MODE_DIGITS = 10;

  private final Set<ObjectId> boundary;
  private final MutableObjectId linked = new MutableObjectId();
  private final ObjectIdOwnerMap<Link> links = new ObjectIdOwnerMap<>();

  /** One object that others refer to, by what they take it for. */
  private static final class Link extends ObjectIdOwnerMap.Entry {
    private static final long serialVersionUID = 1L;

    final int type;
    boolean found;

    Link(AnyObjectId id, int type) {
      super(id);
      this.type = type;
    }
  }

  /** @param boundary the commits whose parents need not be there */
  Links(Set<ObjectId> boundary) {
    this.boundary = boundary;
  }

  /** Whether such an object can have any. */
  static boolean areIn(int type) {
    return type != Constants.OBJ_BLOB;
  }

  /** Adds those of one object. */
  void add(AnyObjectId name, int type, byte[] content) throws IOException {
    try {
      switch (type) {
        case Constants.OBJ_COMMIT -> addCommit(content, boundary.contains(name));
        case Constants.OBJ_TREE -> addTree(content);
        case Constants.OBJ_TAG -> addTag(content);
        default -> {}
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw malformed(name.name(), type, malformed);
    }
  }

  /** Adds a commit that is said to be there. */
  void add(AnyObjectId commit) throws IOException {
    linked.fromObjectId(commit);
    put(Constants.OBJ_COMMIT);
  }

  static IOException tooLong(int type, long size) {
    return new CorruptObjectException("a " + Constants.typeString(type) + " in the pack has " + size
        + " bytes, and no more than " + LONGEST + " can be read");
  }

  private static CorruptObjectException malformed(String name, int type, Throwable cause) {
    CorruptObjectException malformed = new CorruptObjectException(
        "the " + Constants.typeString(type) + " " + name + " is not written as Git writes one");
    malformed.initCause(cause);
    return malformed;
  }

  private void addCommit(byte[] content, boolean last) throws IOException {
    int at = id(content, 0, "tree ");
    put(Constants.OBJ_TREE);
    while (!last && startsWith(content, at, "parent ")) {
      at = id(content, at, "parent ");
      put(Constants.OBJ_COMMIT);
    }
  }

  private void addTag(byte[] content) throws IOException {
    int at = id(content, 0, "object ");
    int end = at;
    while (content[end] != '\n') {
      end++;
    }
    String type = new String(content, at, end - at, StandardCharsets.US_ASCII);
    put(
        switch (type) {
          case "type commit" -> Constants.OBJ_COMMIT;
          case "type tree" -> Constants.OBJ_TREE;
          case "type blob" -> Constants.OBJ_BLOB;
          case "type tag" -> Constants.OBJ_TAG;
          default -> throw new IllegalArgumentException("no type");
        });
  }

  /** Reads a line with a name in it; where the next begins. */
  private int id(byte[] content, int at, String keyword) {
    int from = at + keyword.length();
    int end = from + Constants.OBJECT_ID_STRING_LENGTH;
    if (!startsWith(content, at, keyword) || content[end] != '\n') {
      throw new IllegalArgumentException("no " + keyword);
    }
    linked.fromString(content, from);
    return end + 1;
  }

  private static boolean startsWith(byte[] content, int at, String keyword) {
    for (int i = 0; i < keyword.length(); i++) {
      if (content[at + i] != keyword.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void addTree(byte[] content) throws IOException {
    int at = 0;
    while (at < content.length) {
      int start = at;
      int mode = 0;
      for (; content[at] != ' '; at++) {
        if (content[at] < '0' || content[at] > '7' || at - start == MODE_DIGITS) {
          throw new IllegalArgumentException("no mode");
        }
        mode = (mode << 3) + content[at] - '0';
      }
      while (content[at] != 0) {
        at++;
      }
      linked.fromRaw(content, at + 1);
      at += 1 + Constants.OBJECT_ID_LENGTH;
      int kind = mode & FileMode.TYPE_MASK;
      if (kind == FileMode.TYPE_TREE) {
        put(Constants.OBJ_TREE);
      } else if (kind != FileMode.TYPE_GITLINK) {
        put(Constants.OBJ_BLOB);
      }
    }
  }

  private void put(int type) throws IOException {
    Link known = links.get(linked);
    if (known == null) {
      links.add(new Link(linked, type));
    } else if (known.type != type) {
      throw lie(known, type);
    }
  }

  /** Says what is in the pack; fails if somebody takes it for something else. */
  void found(AnyObjectId object, int type) throws IOException {
    Link link = links.get(object);
    if (link != null) {
      link.found = true;
      if (link.type != type) {
        throw lie(link, type);
      }
    }
  }

  /** Whether an object is there that is not in the pack. */
  interface Elsewhere {
    boolean has(AnyObjectId object, int type) throws IOException;
  }

  /** Fails if something is neither in the pack nor elsewhere. */
  void requireAll(Elsewhere elsewhere) throws IOException {
    for (Link link : links) {
      if (!link.found && !link.equals(Constants.EMPTY_TREE_ID) && !elsewhere.has(link, link.type)) {
        throw new CorruptObjectException("the remote did not send the "
            + Constants.typeString(link.type) + " " + link.name() + ", which belongs to it");
      }
    }
  }

  private static CorruptObjectException lie(Link link, int type) {
    return new CorruptObjectException("the object " + link.name() + " is taken for a "
        + Constants.typeString(link.type) + " and for a " + Constants.typeString(type));
  }
}
