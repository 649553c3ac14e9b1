package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peer works, and where it does not, no speed of it is reported. */
class PeerTest {
  @TempDir
  private Path folder;

  private Path bare;
  private Seed seed;
  private Peer peer;

  @BeforeEach
  void start() throws IOException {
    try {
      Shell.find("nginx", "nginx-light");
      Shell.find("fcgiwrap", "fcgiwrap");
    } catch (IOException missing) {
      assumeTrue(false, missing.getMessage());
    }
    bare = new Masters(folder).of(Sample.TINY);
    seed = Seed.of(Sample.TINY, bare);
    peer = Peer.start(Files.createTempDirectory("peer"), 2);
    peer.add("tiny", bare);
  }

  @AfterEach
  void stop() throws IOException {
    if (peer != null) {
      peer.close();
      Trees.delete(peer.folder());
    }
  }

  private void ask(byte[] request, Body body) throws IOException {
    Load.of(peer.address(), 2)
        .run(client -> Chores.times(1, wire -> wire.exchange(request, 200, body)));
  }

  private void one(byte[] request, Body body) throws IOException {
    try (Wire wire = new Wire(peer.address())) {
      wire.exchange(request, 200, body);
      wire.exchange(request, 200, body);
      assertThat(wire.connects()).isEqualTo(1);
    }
  }

  @Test
  void clones() throws IOException {
    one(GitRequests.capabilities(peer, "tiny"), new LinesBody(0, "fetch"));
    one(GitRequests.lsRefs(peer, "tiny"), new LinesBody(2, seed.main() + " refs/heads/main\n"));
    one(GitRequests.clone(peer, "tiny", seed.tips(), false), seed.fullPack());
    one(GitRequests.clone(peer, "tiny", seed.tips(), true), seed.bloblessPack());
  }

  @Test
  void takesPushes() throws IOException {
    peer.add("empty");
    List<Push> pushes = PushChain.of("refs/heads/main", PushRun.ABSENT, "test", 3);
    PushRun run = new PushRun(peer, List.of(new PushRun.Branch("empty", pushes)));
    assertThat(run.next(1, 2).count()).isEqualTo(2);
    assertThat(run.next(1, 1).count()).isEqualTo(1);
    Path clone = Files.createDirectory(folder.resolve("clone"));
    Shell.run(
        clone, peer.gitSettings("empty"), List.of("git", "clone", "-q", peer.url("empty"), "."));
    assertThat(Masters.git(clone, "rev-parse", "HEAD").trim())
        .isEqualTo(pushes.get(2).after());
    assertThat(clone.resolve("docs/notes.txt")).content().contains("This is change 2.");
  }

  @Test
  void aRefusedPushIsNoPush() throws IOException {
    peer.add("empty");
    List<Push> pushes = PushChain.of("refs/heads/main", PushRun.ABSENT, "test", 2);
    PushRun skipsOne =
        new PushRun(peer, List.of(new PushRun.Branch("empty", pushes.subList(1, 2))));
    assertThatThrownBy(() -> skipsOne.next(1, 1)).isInstanceOf(WrongAnswerException.class);
  }

  @Test
  void aMissingRepoIsNoAnswer() {
    assertThatThrownBy(
            () -> ask(GitRequests.lsRefs(peer, "nowhere"), new LinesBody(2, seed.main())))
        .isInstanceOf(WrongAnswerException.class)
        .hasMessage("status 404, not 200");
  }

  @Test
  void aBrokenRepoIsNoAnswer() throws IOException {
    peer.add("broken", bare);
    Path packs = peer.folder().resolve("repos/broken.git/objects/pack");
    Shell.run(packs, Map.of(), List.of("sh", "-c", "rm -f *.pack"));
    assertThatThrownBy(
            () -> ask(GitRequests.clone(peer, "broken", seed.tips(), false), seed.fullPack()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aComparisonFailsWithThePeersName() {
    Comparison comparison = new Comparison("work", "/s", Goal.NONE);
    assertThatThrownBy(() -> comparison.run(peer, peer, 1, side -> {
          ask(GitRequests.lsRefs(side, "nowhere"), new LinesBody(2, seed.main()));
          return 1;
        }))
        .isInstanceOf(IOException.class)
        .hasMessage("git http-backend: status 404, not 200");
  }
}
