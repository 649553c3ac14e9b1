package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * Writes new packs from what a repository has. It takes nothing away. One thread, little memory:
 * the host has better things to do at the same time.
 */
final class Repack {

  private static final long DELTA_MEMORY = 32L << 20;

  /** Larger files are copied as they are, not held in memory to look for similar ones. */
  private static final int LARGE_FILE = 4 << 20;

  private final FileRepository repo;
  private final Clock clock;
  private final ProgressMonitor monitor;

  Repack(FileRepository repo, Clock clock, ProgressMonitor monitor) {
    this.repo = repo;
    this.clock = clock;
    this.monitor = monitor;
  }

  /** The same for the same files, seen through another object. */
  Repack with(FileRepository other) {
    return new Repack(other, clock, monitor);
  }

  /** One pack of all that is in {@code packs} and of loose objects, reachable or not. */
  Optional<Path> together(List<StoredPack> packs, Collection<ObjectId> loose) throws IOException {
    Set<ObjectId> objects = new LinkedHashSet<>();
    for (StoredPack pack : packs) {
      pack.index().forEach(entry -> objects.add(entry.toObjectId()));
    }
    objects.addAll(loose);
    return objects(objects, false);
  }

  /** A pack of objects no ref reaches, marked as such; its age counts from now. */
  Optional<Path> cruft(Collection<ObjectId> objects) throws IOException {
    return objects(objects, true);
  }

  /**
   * One pack of all that {@code tips} reach, with a bitmap.
   *
   * @param tags those of the tips that are not worth an entry of their own in the bitmap
   * @param date the pack's time stamp
   */
  Optional<Path> reachable(Set<ObjectId> tips, Set<ObjectId> tags, Instant date)
      throws IOException {
    PackConfig config = config();
    config.setDeltaCompress(true);
    config.setBuildBitmaps(true);
    try (PackWriter writer = writer(config)) {
      writer.setCreateBitmaps(true);
      writer.preparePack(monitor, tips, PackWriter.NONE, PackWriter.NONE, tags);
      if (writer.getObjectCount() == 0) {
        return Optional.empty();
      }
      try (NewPack pack = new NewPack(folder())) {
        pack.write(writer, monitor);
        return Optional.of(pack.install(date));
      }
    }
  }

  private Optional<Path> objects(Collection<ObjectId> objects, boolean cruft) throws IOException {
    if (objects.isEmpty()) {
      return Optional.empty();
    }
    PackConfig config = config();
    config.setDeltaCompress(false);
    config.setBuildBitmaps(false);
    try (PackWriter writer = writer(config);
        ObjectReader reader = repo.newObjectReader();
        RevWalk pool = new RevWalk(reader)) {
      // So that asking for an object's type does not read the object.
      reader.setStreamFileThreshold(1);
      writer.setCreateBitmaps(false);
      writer.preparePack(typed(objects.iterator(), reader, pool));
      try (NewPack pack = new NewPack(folder())) {
        pack.write(writer, monitor);
        if (cruft) {
          pack.markCruft(writer.getObjectCount(), clock.instant());
        }
        return Optional.of(pack.install(clock.instant()));
      }
    }
  }

  private static Iterator<RevObject> typed(
      Iterator<ObjectId> objects, ObjectReader reader, RevWalk pool) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return objects.hasNext();
      }

      @Override
      public RevObject next() {
        ObjectId id = objects.next();
        try {
          return pool.lookupAny(id, reader.open(id).getType());
        } catch (IOException unreadable) {
          throw new java.io.UncheckedIOException(unreadable);
        }
      }
    };
  }

  private PackWriter writer(PackConfig config) {
    PackWriter writer = new PackWriter(config, repo.newObjectReader());
    writer.setDeltaBaseAsOffset(true);
    writer.setReuseDeltaCommits(true);
    // Whoever calls has verified the packs: JGit, if told to, would look for a damaged object's
    // other copy for ever.
    writer.setReuseValidatingObjects(false);
    return writer;
  }

  private PackConfig config() {
    PackConfig config = new PackConfig();
    config.setThreads(1);
    config.setReuseDeltas(true);
    config.setReuseObjects(true);
    config.setDeltaSearchMemoryLimit(DELTA_MEMORY);
    config.setBigFileThreshold(LARGE_FILE);
    return config;
  }

  private Path folder() {
    return repo.getObjectDatabase().getPackDirectory().toPath();
  }
}
