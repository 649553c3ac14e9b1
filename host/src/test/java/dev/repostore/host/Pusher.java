package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;

/** A client that commits, and pushes to a repository as the server would take it: thin packs. */
final class Pusher implements AutoCloseable {

  private static final long FILE_LIMIT = 32 << 20;
  private static final int SMALL = 100;

  private final GitFolder client;
  private final Path temporary;
  private final LiveRepo live;
  private final Map<String, GitFolder.Entry> files = new TreeMap<>();
  private ObjectId tip = ObjectId.zeroId();
  private int count;

  Pusher(Path folder, LiveRepo live) throws IOException {
    this.client = GitFolder.create(folder);
    this.temporary = Files.createDirectory(folder.resolve("tmp"));
    this.live = live;
    for (int i = 0; i < 20; i++) {
      write("dir" + i % 4 + "/file" + i, "line\n".repeat(200) + i);
    }
  }

  private void write(String path, String text) throws IOException {
    files.put(path, new GitFolder.Entry(FileMode.REGULAR_FILE, client.blob(text)));
  }

  ObjectId tip() {
    return tip;
  }

  /** Commits a change and pushes it to {@code branch}. */
  ObjectId push(Repository target, String branch) throws IOException {
    ObjectId old = tip;
    commit();
    live.pushLock().lock();
    try (Incoming incoming = incoming(target, pack(tip, old))) {
      change(target, incoming, old, tip, branch);
    } finally {
      live.pushLock().unlock();
    }
    return tip;
  }

  void delete(Repository target, String branch) throws IOException {
    ObjectId old = target.exactRef("refs/heads/" + branch).getObjectId();
    change(target, null, old, ObjectId.zeroId(), branch);
  }

  /** Makes the next push bring everything, as if nothing had been pushed before. */
  Pusher forget() {
    tip = ObjectId.zeroId();
    return this;
  }

  /** Makes the next push bring so many objects that a repository is worth a bitmap. */
  Pusher large() throws IOException {
    for (int i = 0; i < 600; i++) {
      write("large/" + i, "large " + i + " " + System.nanoTime());
    }
    return this;
  }

  private void commit() throws IOException {
    count++;
    String name = "dir" + count % 4 + "/file" + count % 20;
    write(name, "line\n".repeat(200) + name + count + " " + System.nanoTime());
    ObjectId tree = client.treeOf(files);
    tip = tip.equals(ObjectId.zeroId())
        ? client.commit("c" + count, tree)
        : client.commit("c" + count, tree, tip);
  }

  private byte[] pack(ObjectId want, ObjectId have) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PackWriter writer = new PackWriter(client.repo)) {
      writer.setThin(true);
      writer.setDeltaBaseAsOffset(true);
      Set<ObjectId> haves = have.equals(ObjectId.zeroId()) ? Set.of() : Set.of(have);
      writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(want), haves);
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
    }
    return out.toByteArray();
  }

  private Incoming incoming(Repository target, byte[] pack) throws IOException {
    // One for each push, as the service makes them: JGit's checker is not for several threads.
    PushChecks checks = new PushChecks(FILE_LIMIT);
    return SmallPack.count(pack) > SMALL
        ? new PackIncoming(target, temporary, new ByteArrayInputStream(pack), checks, base -> true)
        : new LooseIncoming(target, pack, checks, base -> true);
  }

  private void change(
      Repository target, Incoming incoming, ObjectId from, ObjectId to, String branch)
      throws IOException {
    ReceiveCommand command = new ReceiveCommand(from, to, "refs/heads/" + branch);
    if (incoming != null) {
      incoming.publish();
    }
    RefWriter writer = new RefWriter(target);
    live.change(target, List.of(command), now -> {
      writer.apply(List.of(command), false);
      return List.of(command);
    });
    writer.sync(List.of(command));
    assertThat(command.getResult()).isEqualTo(ReceiveCommand.Result.OK);
  }

  @Override
  public void close() {
    client.close();
  }
}
