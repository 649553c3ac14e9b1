package dev.repostore.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Pushes prepared beforehand, each a commit on the one before that changes a small file in a
 * folder: a commit, two trees and a blob.
 */
final class PushChain {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final String branch;
  private final String salt;
  private final List<Push> pushes = new ArrayList<>();
  private ObjectId tip;

  private PushChain(String branch, String salt, ObjectId base) {
    this.branch = branch;
    this.salt = salt;
    this.tip = base;
  }

  /**
   * Makes pushes onto a commit.
   *
   * @param base the commit the branch is at; zeros if there is no such branch yet
   * @param salt makes the objects of this chain differ from those of others
   */
  static List<Push> of(String branch, String base, String salt, int count) {
    PushChain chain = new PushChain(branch, salt, ObjectId.fromString(base));
    try (InMemoryRepository memory =
        new InMemoryRepository(new DfsRepositoryDescription("pushes"))) {
      for (int number = 0; number < count; number++) {
        chain.add(memory, number);
      }
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
    return chain.pushes;
  }

  private void add(InMemoryRepository memory, int number) throws IOException {
    try (ObjectInserter inserter = memory.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content(number));
      TreeFormatter folder = new TreeFormatter();
      folder.append("notes.txt", FileMode.REGULAR_FILE, blob);
      ObjectId inner = inserter.insert(folder);
      TreeFormatter root = new TreeFormatter();
      root.append("docs", FileMode.TREE, inner);
      ObjectId outer = inserter.insert(root);
      ObjectId commit = inserter.insert(commit(number, outer));
      inserter.flush();
      byte[] pack = pack(memory, commit, outer, inner, blob);
      pushes.add(new Push(branch, tip.name(), commit.name(), pack));
      tip = commit;
    }
  }

  private byte[] content(int number) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 20; line++) {
      text.append("Note ").append(line).append(" of ").append(salt).append('\n');
    }
    return text.append("This is change ")
        .append(number)
        .append(".\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private CommitBuilder commit(int number, ObjectId tree) {
    CommitBuilder commit = new CommitBuilder();
    PersonIdent who = new PersonIdent(
        "Bench", "bench@example.org", START.plusSeconds(number), java.time.ZoneOffset.UTC);
    commit.setTreeId(tree);
    if (!tip.equals(ObjectId.zeroId())) {
      commit.setParentId(tip);
    }
    commit.setAuthor(who);
    commit.setCommitter(who);
    commit.setMessage("Change " + number + " of " + salt + "\n");
    return commit;
  }

  private static byte[] pack(InMemoryRepository memory, ObjectId commit, ObjectId... others)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RevWalk walk = new RevWalk(memory);
        PackWriter writer = new PackWriter(memory, walk.getObjectReader())) {
      List<RevObject> objects = new ArrayList<>(List.of(walk.parseAny(commit)));
      for (ObjectId other : others) {
        objects.add(walk.parseAny(other));
      }
      writer.preparePack(objects.iterator());
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, bytes);
    }
    return bytes.toByteArray();
  }
}
