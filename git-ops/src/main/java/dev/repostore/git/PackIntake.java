package dev.repostore.git;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.text.MessageFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the pack of a clone, as {@code git index-pack} does, and resolves its deltas in several
 * threads, where JGit has one. It is for a repository that has no objects: there is nothing yet
 * that a forged one could pass for, and nothing outside the pack that a delta could build on.
 */
final class PackIntake extends OwnPackParser {

  private final ObjectDirectory objects;
  private final InputStream in;
  private final boolean trusting;
  private final PackEntries entries = new PackEntries();
  private final Queue<Links> links = new ConcurrentLinkedQueue<>();
  private final boolean part;
  private Set<ObjectId> boundary = Set.of();

  /**
   * @param trusting whether collisions of SHA-1 need not be looked for
   * @param part whether a part of the history was asked for: the remote then says where that ends,
   *     and else where its own does, also on branches that were not asked for
   */
  PackIntake(ObjectDirectory objects, InputStream in, boolean trusting, boolean part) {
    super(objects, in);
    this.objects = objects;
    this.in = in;
    this.trusting = trusting;
    this.part = part;
  }

  @Override
  public @Nullable PackLock parse(
      @Nullable ProgressMonitor receiving, @Nullable ProgressMonitor resolving) throws IOException {
    boundary = objects.getShallowCommits();
    File made = File.createTempFile("incoming_", ".pack", objects.getDirectory());
    Path pack = made.toPath();
    Path index = pack.resolveSibling(made.getName().replace(".pack", ".idx"));
    try {
      byte[] hash;
      List<PackedObjectInfo> all;
      try (FileChannel file =
          FileChannel.open(pack, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        hash = receive(file, receiving == null ? NullProgressMonitor.INSTANCE : receiving);
        if (entries.deltas() > 0) {
          resolve(file, resolving == null ? NullProgressMonitor.INSTANCE : resolving);
        }
        all = entries.sorted();
        requireWhole(all);
        file.force(true);
      }
      if (entries.count() > 0) {
        writeIndex(index, all, hash);
        keep(pack, index, ObjectId.fromRaw(hash).name());
      }
      return null;
    } finally {
      Files.deleteIfExists(pack);
      Files.deleteIfExists(index);
    }
  }

  private byte[] receive(FileChannel file, ProgressMonitor monitor) throws IOException {
    try (PackScan scan = new PackScan(in, file, new ObjectHash(trusting), entries, newLinks())) {
      long announced = scan.header();
      monitor.beginTask(
          JGitText.get().receivingObjects, (int) Math.min(announced, Integer.MAX_VALUE));
      for (long i = 0; i < announced; i++) {
        if (monitor.isCancelled()) {
          throw new IOException(JGitText.get().downloadCancelled);
        }
        scan.entry();
        monitor.update(1);
      }
      monitor.endTask();
      return scan.footer();
    }
  }

  private void resolve(FileChannel file, ProgressMonitor monitor) throws IOException {
    monitor.beginTask(JGitText.get().resolvingDeltas, entries.deltas());
    int resolved = new DeltaWork(file, entries, trusting, this::newLinks, monitor).run();
    if (resolved != entries.deltas()) {
      throw new IOException(MessageFormat.format(
          JGitText.get().packHasUnresolvedDeltas, entries.deltas() - resolved));
    }
    monitor.endTask();
  }

  private Links newLinks() {
    Links made = new Links(boundary);
    links.add(made);
    return made;
  }

  /** Fails unless all that its objects refer to is in the pack, as what they take it for. */
  private void requireWhole(List<PackedObjectInfo> all) throws IOException {
    Links last = newLinks();
    if (part) {
      for (ObjectId commit : boundary) {
        last.add(commit);
      }
    }
    for (Links each : links) {
      for (PackedObjectInfo object : all) {
        each.found(object, object.getType());
      }
      each.requireAll((object, type) -> false);
    }
  }

  private static void writeIndex(Path index, List<PackedObjectInfo> all, byte[] hash)
      throws IOException {
    try (FileOutputStream out = new FileOutputStream(index.toFile())) {
      BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
      BasePackIndexWriter.createVersion(buffered, 2).write(all, hash);
      buffered.flush();
      out.getChannel().force(true);
    }
  }

  private void keep(Path pack, Path index, String name) throws IOException {
    Path folder = objects.getPackDirectory().toPath();
    Files.createDirectories(folder);
    Path kept = folder.resolve("pack-" + name + ".pack");
    move(pack, kept);
    try {
      move(index, folder.resolve("pack-" + name + ".idx"));
    } catch (IOException failed) {
      Files.deleteIfExists(kept);
      throw failed;
    }
    objects.openPack(kept.toFile());
  }

  private static void move(Path from, Path to) throws IOException {
    from.toFile().setReadOnly();
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }
}
