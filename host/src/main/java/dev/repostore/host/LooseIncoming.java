package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.io.CountingOutputStream;

/**
 * A small push: its objects are in memory, and become loose ones. So nothing is on the disk before
 * all is checked, and packs do not pile up, which would slow down each push a little more.
 */
final class LooseIncoming implements Incoming {

  /** No more than this is added to an object's content, whatever it is. */
  private static final int HEADER = 64;

  private final Repository repository;
  private final Map<ObjectId, PushedObject> objects;

  LooseIncoming(Repository repository, byte[] pack, PushChecks checks, Bases bases)
      throws IOException {
    this.repository = repository;
    try (ObjectReader stored = repository.newObjectReader()) {
      this.objects = new SmallPack(pack, stored, bases, checks.fileLimit()).objects();
    }
    for (PushedObject object : objects.values()) {
      checks.object(object.id(), object.type(), object.content());
    }
    checks.submodules(this);
  }

  @Override
  public boolean contains(AnyObjectId id) {
    return objects.containsKey(id);
  }

  @Override
  public int count() {
    return objects.size();
  }

  @Override
  public int type(AnyObjectId id) {
    return Objects.requireNonNull(objects.get(id)).type();
  }

  @Override
  public byte[] read(AnyObjectId id, int type) {
    return Objects.requireNonNull(objects.get(id)).content();
  }

  @Override
  public Iterable<ObjectId> ids() {
    return objects.keySet();
  }

  @Override
  public long mostBytes() {
    long bytes = 0;
    for (PushedObject object : objects.values()) {
      bytes += object.content().length + object.content().length / 1000 + HEADER;
    }
    return bytes;
  }

  @Override
  public long bytes() throws IOException {
    long bytes = 0;
    for (PushedObject object : objects.values()) {
      CountingOutputStream count = new CountingOutputStream(OutputStream.nullOutputStream());
      try (OutputStream deflated = new DeflaterOutputStream(count)) {
        String type = Constants.typeString(object.type());
        deflated.write(Constants.encodeASCII(type + " " + object.content().length + "\0"));
        deflated.write(object.content());
      }
      bytes += count.getCount();
    }
    return bytes;
  }

  @Override
  public long publish() throws IOException {
    // What others refer to goes first: commits are at a pack's start.
    List<PushedObject> order = new ArrayList<>(objects.values());
    Collections.reverse(order);
    Path all = repository.getDirectory().toPath().resolve("objects");
    Set<Path> folders = new TreeSet<>();
    for (PushedObject object : order) {
      Path folder = all.resolve(object.id().name().substring(0, 2));
      if (!Files.exists(folder)) {
        folders.add(all);
      }
      folders.add(folder);
    }
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      for (PushedObject object : order) {
        inserter.insert(object.type(), object.content());
      }
    }
    for (Path folder : folders) {
      Durable.syncIfThere(folder);
    }
    long bytes = 0;
    for (PushedObject object : order) {
      bytes += PackFiles.bytesOf(LooseFiles.of(all, object.id()));
    }
    return bytes;
  }

  @Override
  public void close() {}
}
