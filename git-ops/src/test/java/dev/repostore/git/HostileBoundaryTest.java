package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that lies about where a shallow history ends. */
@Timeout(60)
class HostileBoundaryTest {

  private static final byte[] TEXT = "text\n".getBytes(StandardCharsets.UTF_8);
  private static final ObjectId NEVER = Lies.id(Constants.OBJ_BLOB, new byte[] {1});

  @TempDir
  Path folder;

  private HostileServer server;
  private Path clone;
  private byte[] tree;
  private ObjectId first;
  private ObjectId second;
  private ObjectId third;

  @BeforeEach
  void start() throws Exception {
    server = new HostileServer();
    clone = folder.resolve("clone");
    tree = Lies.tree("100644", "f", Lies.id(Constants.OBJ_BLOB, TEXT));
    ObjectId root = Lies.id(Constants.OBJ_TREE, tree);
    first = Lies.id(Constants.OBJ_COMMIT, Lies.commit(root));
    second = Lies.id(Constants.OBJ_COMMIT, Lies.commit(root, first));
    third = Lies.id(Constants.OBJ_COMMIT, Lies.commit(root, second));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  /** The commits from {@code from} to {@code to}, of three. */
  private byte[] pack(int from, int to) throws Exception {
    Lies pack = new Lies().add(Constants.OBJ_BLOB, TEXT).add(Constants.OBJ_TREE, tree);
    ObjectId root = Lies.id(Constants.OBJ_TREE, tree);
    List<byte[]> commits =
        List.of(Lies.commit(root), Lies.commit(root, first), Lies.commit(root, second));
    for (byte[] commit : commits.subList(from - 1, to)) {
      pack.add(Constants.OBJ_COMMIT, commit);
    }
    return pack.pack();
  }

  private void serve(ObjectId tip, byte[] pack, String... boundary) {
    server.refs(
        tip.name() + " HEAD symref-target:refs/heads/main", tip.name() + " refs/heads/main");
    server.fetch(out -> {
      if (!server.asked().get(server.asked().size() - 1).contains("done\n")) {
        HostileServer.line(out, "acknowledgments");
        HostileServer.line(out, "ready");
        HostileServer.delimiter(out);
      }
      if (boundary.length > 0) {
        HostileServer.line(out, "shallow-info");
        for (String line : boundary) {
          HostileServer.line(out, line);
        }
        HostileServer.delimiter(out);
      }
      HostileServer.line(out, "packfile");
      HostileServer.data(out, pack);
      HostileServer.flush(out);
    });
  }

  private void requireSound(int commits) throws Exception {
    RealGit git = new RealGit(clone.toRealPath());
    git.requireSoundAndClean();
    assertThat(git.run("rev-list", "--count", "origin/main")).isEqualTo("" + commits);
    try (Checkout checkout = Checkout.open(Workspace.at(folder), clone)) {
      assertThat(checkout.log(Log.of("origin/main"))).hasSize(commits);
    }
  }

  private void refused(ThrowingCallable work) {
    Throwable failed = catchThrowable(work);
    assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
    FaultWords.requireClear((GitException) failed);
  }

  @Test
  void ofAClone() throws Exception {
    Clone shallow = Clone.shallow(1);
    List<String[]> lies = List.of(
        new String[] {},
        new String[] {"shallow " + second.name()},
        new String[] {"shallow " + third.name(), "shallow " + NEVER.name()},
        new String[] {"shallow " + third.name(), "unshallow " + third.name()},
        new String[] {"shallow " + Lies.id(Constants.OBJ_TREE, tree).name()});
    for (String[] lie : lies) {
      serve(third, pack(3, 3), lie);
      refused(() -> GitRemote.at(server.url()).cloneInto(clone, shallow));
      assertThat(clone).doesNotExist();
    }
    serve(third, pack(3, 3), "shallow " + third.name());
    GitRemote.at(server.url()).cloneInto(clone, shallow);
    requireSound(1);
  }

  @Test
  void ofACloneOfAHostThatHasAPartItself() throws Exception {
    serve(third, pack(3, 3));
    refused(() -> GitRemote.at(server.url()).cloneInto(clone));
    // It tells of all its ends, also of those of branches that nobody asked for.
    serve(third, pack(3, 3), "shallow " + third.name(), "shallow " + NEVER.name());
    GitRemote.at(server.url()).cloneInto(clone);
    requireSound(1);
    assertThat(clone.resolve(".git/shallow")).hasContent(third.name());
  }

  @Test
  void ofAFetchIntoAWholeHistory() throws Exception {
    serve(second, pack(1, 2));
    GitRemote.at(server.url()).cloneInto(clone);
    List<String> before = WireFixture.files(clone);
    // Nobody asked for less: what is here stays to be seen.
    serve(third, pack(3, 3), "shallow " + second.name());
    GitRemote.at(server.url()).fetch(clone, Fetch.usual());
    requireSound(3);
    assertThat(WireFixture.files(clone))
        .doesNotContain(".git/shallow")
        .hasSizeGreaterThan(before.size());
  }

  @Test
  void ofAFetchIntoAShallowHistory() throws Exception {
    serve(second, pack(2, 2), "shallow " + second.name());
    GitRemote.at(server.url()).cloneInto(clone, Clone.shallow(1));
    List<String> before = WireFixture.files(clone);
    for (String[] lie : List.of(
        new String[] {"unshallow " + second.name()},
        new String[] {"shallow " + NEVER.name()},
        new String[] {"shallow " + first.name(), "unshallow " + second.name()})) {
      for (Fetch how : List.of(Fetch.usual(), Fetch.usual().withDepth(3))) {
        serve(third, pack(3, 3), lie);
        refused(() -> GitRemote.at(server.url()).fetch(clone, how));
        assertThat(WireFixture.files(clone)).isEqualTo(before);
        requireSound(1);
      }
    }
    serve(third, pack(1, 3), "unshallow " + second.name());
    GitRemote.at(server.url()).fetch(clone, Fetch.usual().withDepth(Fetch.WHOLE_HISTORY));
    requireSound(3);
  }
}
