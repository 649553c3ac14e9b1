package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a repository, and the boundary of a shallow one: the commits whose parents are not
 * there. JGit would move it as soon as the remote tells where it will be; a fetch that is cut off,
 * or a process that is killed, would then leave commits without parents behind.
 */
final class BoundedObjects extends ObjectDirectory {

  private @Nullable Set<ObjectId> promised;
  private boolean careful;
  private boolean fixed;

  BoundedObjects(Config config, File objects, FS fs, File boundary) throws IOException {
    super(config, objects, null, fs, boundary);
  }

  @Override
  public synchronized Set<ObjectId> getShallowCommits() throws IOException {
    return promised == null ? super.getShallowCommits() : promised;
  }

  @Override
  public synchronized void setShallowCommits(Set<ObjectId> boundary) {
    if (!fixed) {
      promised = Set.copyOf(boundary);
    }
  }

  /**
   * From now on a pack is taken only if all that it refers to is in it, or here.
   *
   * @param mayMove whether the remote was asked for a part of the history; if not, what it says of
   *     one does not count, or it could hide commits that are here
   */
  synchronized void requireWholePacks(boolean mayMove) throws IOException {
    careful = true;
    fixed = !mayMove && super.getShallowCommits().isEmpty();
  }

  /** What was promised is here when its pack is. */
  @Override
  public Pack openPack(File pack) throws IOException {
    Pack opened = super.openPack(pack);
    if (careful) {
      boolean whole = false;
      try {
        requireWhole(opened);
        moveBoundary();
        whole = true;
      } finally {
        if (!whole) {
          close(); // forgets it; its file is then removed
        }
      }
    } else {
      moveBoundary();
    }
    return opened;
  }

  /** Whether the objects of a pack may be written one by one: the boundary moves with packs. */
  synchronized boolean mayTakeOneByOne() {
    return careful && promised == null;
  }

  /** Writes what was in one pack. */
  interface Writing {
    void run() throws IOException;
  }

  /** Has the objects of a pack written if all that they refer to is among them, or here. */
  void take(List<ArrivedObject> all, Writing writing) throws IOException {
    Links links = new Links(getShallowCommits());
    for (ArrivedObject object : all) {
      object.addTo(links);
    }
    for (ArrivedObject object : all) {
      links.found(object.id(), object.type());
    }
    try (ObjectReader reader = newReader()) {
      requireHere(links, reader);
    }
    writing.run();
  }

  private void requireWhole(Pack pack) throws IOException {
    Links links = new Links(getShallowCommits());
    List<PackIndex.MutableEntry> inOrder = new ArrayList<>();
    pack.forEach(entry -> inOrder.add(entry.cloneEntry()));
    inOrder.sort(Comparator.comparingLong(PackIndex.MutableEntry::getOffset));
    try (ObjectReader reader = newReader()) {
      int[] types = new int[inOrder.size()];
      for (int i = 0; i < types.length; i++) {
        ObjectId name = inOrder.get(i).toObjectId();
        ObjectLoader object = reader.open(name);
        types[i] = object.getType();
        if (Links.areIn(types[i])) {
          links.add(name, types[i], object.getCachedBytes(Links.LONGEST));
        }
      }
      for (int i = 0; i < types.length; i++) {
        links.found(inOrder.get(i).toObjectId(), types[i]);
      }
      requireHere(links, reader);
    }
  }

  private void requireHere(Links links, ObjectReader reader) throws IOException {
    links.requireAll((object, type) -> type == Constants.OBJ_BLOB
        ? has(object)
        : has(object) && reader.open(object).getType() == type);
  }

  /** Fails unless the commits of the new boundary are here, and so is what the old one hid. */
  private void requireBoundary(Set<ObjectId> boundary) throws IOException {
    Links links = new Links(boundary);
    for (ObjectId commit : boundary) {
      links.add(commit);
    }
    try (ObjectReader reader = newReader()) {
      for (ObjectId commit : super.getShallowCommits()) {
        if (!boundary.contains(commit) && has(commit)) {
          ObjectLoader object = reader.open(commit, Constants.OBJ_COMMIT);
          links.add(commit, Constants.OBJ_COMMIT, object.getCachedBytes(Links.LONGEST));
        }
      }
      requireHere(links, reader);
    }
  }

  /** A remote that has a part of a history itself tells of all its ends, whatever it sends. */
  private Set<ObjectId> here(Set<ObjectId> boundary) {
    return boundary.stream().filter(this::has).collect(Collectors.toSet());
  }

  /** Moves the boundary to where the remote has said. */
  synchronized void moveBoundary() throws IOException {
    Set<ObjectId> boundary = promised;
    if (boundary != null) {
      if (careful) {
        requireBoundary(boundary);
        super.setShallowCommits(boundary);
      } else {
        super.setShallowCommits(here(boundary));
      }
      promised = null;
    }
  }

  /** Leaves the boundary where it is, whatever the remote has said. */
  synchronized void keepBoundary() {
    promised = null;
  }
}
