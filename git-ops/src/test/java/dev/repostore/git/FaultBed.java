package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.FileUtils;

/** A remote and clones of it, put back as they were after each {@link Deed}. */
final class FaultBed implements AutoCloseable {

  final WireFixture fixture;
  final Path clone;
  final Path shallow;
  private final Map<String, ObjectId> refs = new TreeMap<>();
  private final Map<String, String> before;
  private final Path kept;
  private final Map<Path, Content> contents = new HashMap<>();
  private final Map<Deed, Good> good = new java.util.EnumMap<>(Deed.class);

  private record Content(Map<String, Object> attributes, String summary) {}

  /** How a deed goes when all is well: what it gives, and what each request takes. */
  record Good(Object result, List<Long> sent, List<Long> received, Map<String, ObjectId> refs) {

    int requests() {
      return sent.size() - 1;
    }
  }

  FaultBed(Path folder) throws Exception {
    fixture = new WireFixture(folder).served();
    clone = folder.resolve("clone");
    shallow = folder.resolve("shallow");
    fixture.remote.cloneInto(shallow, Clone.shallow(1));
    fixture.remote.cloneInto(clone);
    fixture.commit("d.bin", WireFixture.noise(90_000));
    GitRemote.at(fixture.server.url()).push(fixture.work, "trunk", "trunk:refs/tags/v2");
    fixture.commit("e.bin", WireFixture.noise(30_000));
    try (Git git = Git.open(fixture.work.toFile())) {
      git.checkout().setCreateBranch(true).setName("large").call();
      fixture.commit("f.bin", WireFixture.noise(1_500_000));
      git.checkout().setName("trunk").call();
    }
    refs.putAll(served());
    before = local();
    kept = folder.resolve("kept");
    for (Path each : List.of(clone, shallow)) {
      copy(each, kept.resolve(each.getFileName()));
    }
  }

  /** Does it, with nothing in the way, and puts all back. */
  Good good(Deed deed) throws Exception {
    Good known = good.get(deed);
    if (known == null) {
      fixture.wire.reset();
      List<Long> sent = new ArrayList<>();
      List<Long> received = new ArrayList<>();
      int asked = fixture.server.requests().size();
      fixture.server.whenAsked(() -> received.add(fixture.wire.received()));
      Object result = deed.of(fixture.remote, this);
      fixture.server.whenAsked(() -> {});
      received.add(fixture.wire.received());
      assertThat(fixture.server.requests()).hasSize(asked + received.size() - 1);
      long all = fixture.wire.sent();
      for (int i = 0; i < received.size(); i++) {
        sent.add(all * i / (received.size() - 1));
      }
      known = new Good(result, sent, received, served());
      good.put(deed, known);
      restore();
    }
    return known;
  }

  /** What the remote's refs are, once it has done what it was asked. */
  Map<String, ObjectId> served() throws IOException {
    fixture.server.awaitIdle();
    RefDatabase database = fixture.server.repository().getRefDatabase();
    database.refresh();
    Map<String, ObjectId> all = new TreeMap<>();
    for (Ref ref : database.getRefs()) {
      all.put(ref.getName(), ref.getObjectId());
    }
    return all;
  }

  /** The remote's refs before anything was done. */
  Map<String, ObjectId> refs() {
    return refs;
  }

  /** Whether the remote is as this deed would have it. */
  boolean isDone(Deed deed) throws IOException {
    Map<String, ObjectId> now = served();
    Map<String, ObjectId> wanted = new TreeMap<>(good.get(deed).refs());
    if (deed != Deed.COMMIT) {
      return now.equals(wanted);
    }
    // Its hash depends on the time.
    ObjectId commit = now.get("refs/heads/trunk");
    now.replaceAll((ref, id) -> id.equals(commit) ? wanted.get(ref) : id);
    try (RevWalk walk = new RevWalk(fixture.server.repository())) {
      RevCommit made = walk.parseCommit(commit);
      RevCommit asked = walk.parseCommit(wanted.get("refs/heads/trunk"));
      return now.equals(wanted)
          && made.getTree().equals(asked.getTree())
          && made.getParent(0).equals(asked.getParent(0));
    }
  }

  /** Undoes what was done. */
  void restore() throws IOException {
    putBack();
    if (!local().equals(before)) {
      for (Path each : List.of(clone, shallow)) {
        FileUtils.delete(each.toFile(), FileUtils.RECURSIVE);
        copy(kept.resolve(each.getFileName()), each);
      }
    }
    requireAsBefore();
  }

  /** Fails if anything is left: in a clone, in the temporary folder, of tokens, on the remote. */
  void requireAsBefore() throws IOException {
    putBack();
    assertThat(local()).isEqualTo(before);
    assertThat(fixture.store.alive()).isEmpty();
    assertThat(scratches()).isEmpty();
  }

  private void putBack() throws IOException {
    Repository remote = fixture.server.repository();
    Map<String, ObjectId> now = served();
    if (now.equals(refs)) {
      return;
    }
    for (String name : now.keySet()) {
      if (!name.equals("HEAD") && !now.get(name).equals(refs.get(name))) {
        RefUpdate update = remote.updateRef(name);
        update.setForceUpdate(true);
        ObjectId old = refs.get(name);
        if (old == null) {
          update.delete();
        } else {
          update.setNewObjectId(old);
          update.update();
        }
      }
    }
    assertThat(served()).isEqualTo(refs);
  }

  /** Every file of the clones, and what is in it. */
  private Map<String, String> local() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Path folder : List.of(clone, shallow, fixture.work)) {
      for (String file : WireFixture.files(folder)) {
        all.put(folder.getFileName() + "/" + file, content(folder.resolve(file)));
      }
    }
    return all;
  }

  /** What is in a file, which is read anew only if the system knows it for another or changed. */
  private String content(Path file) throws IOException {
    Map<String, Object> now = Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime");
    Content known = contents.get(file);
    if (known == null || !known.attributes().equals(now)) {
      byte[] bytes = Files.readAllBytes(file);
      known = new Content(now, bytes.length + " " + Arrays.hashCode(bytes));
      contents.put(file, known);
    }
    return known.summary();
  }

  /** What operations of this process have put into the temporary folder. */
  static List<String> scratches() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(Scratch.PREFIX))
          .toList();
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return to;
  }

  @Override
  public void close() {
    fixture.close();
  }
}
