package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who commits is who the request names, else who the repository does, and nobody else ever. */
@Timeout(60)
class WhoCommitsTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path folder;

  private final SystemReader machine = SystemReader.getInstance();
  private WireFixture fixture;
  private Checkout checkout;

  /** Git's user of this machine has a name. */
  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder.resolve("fixture")).served();
    Path settings = Files.writeString(
        folder.resolve("gitconfig"), "[user]\n\tname = User\n\temail = u@example.org\n");
    SystemReader.setInstance(new SystemReader.Delegate(machine) {
      @Override
      public FileBasedConfig openUserConfig(Config parent, FS files) {
        return new FileBasedConfig(parent, settings.toFile(), files);
      }
    });
    checkout = Checkout.clone(
        fixture.remote, Workspace.at(folder), Path.of("clone"), Clone.branch("trunk"));
  }

  @AfterEach
  void stop() {
    SystemReader.setInstance(machine);
    checkout.close();
    fixture.close();
  }

  private void change(String text) throws Exception {
    Files.writeString(checkout.folder().resolve("mine"), text);
    checkout.stageAll();
  }

  private static void assertRefused(Runnable work, String call) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(work::run)
        .withMessageContaining(call)
        .satisfies(refused -> assertThat(refused.field()).contains("committer"));
  }

  @Test
  void withoutACommitterNothingIsCommitted() throws Exception {
    change("one");
    assertRefused(() -> checkout.commit(CreateCommit.of("One")), "CreateCommit.withCommitter");
    assertRefused(() -> checkout.notes().add("HEAD", "x"), "Notes.by");
    assertRefused(
        () -> checkout.tags().create(CreateTag.named("v9").withMessage("nine")),
        "CreateTag.withTagger");
    int before = fixture.server.requests().size();
    CommitFiles files = CommitFiles.on("trunk", "x").with(FileChange.put("x", "x"));
    assertRefused(() -> fixture.remote.commit(files), "CommitFiles.withCommitter");
    assertThat(fixture.server.requests()).hasSize(before);
    assertThat(fixture.remote.commit(files.withCommitter(ANN)).committer().name())
        .isEqualTo("Ann");
  }

  @Test
  void aPullNamesItsCommitter() throws Exception {
    fixture.commit("theirs", new byte[] {1});
    fixture.remote.push(fixture.work, "trunk");
    change("one");
    checkout.commit(CreateCommit.of("One").withCommitter(ANN));
    assertRefused(() -> checkout.pull(fixture.remote, Pull.merging()), "Pull.withCommitter");
    assertThat(checkout.pull(fixture.remote, Pull.merging().withCommitter(ANN)).outcome())
        .isEqualTo(Merged.Outcome.MERGED);
    assertThat(checkout.log(Log.head()).get(0).committer().name()).isEqualTo("Ann");
    fixture.commit("more", new byte[] {1});
    fixture.remote.push(fixture.work, "trunk");
    assertThat(checkout.pull(fixture.remote, Pull.rebasing().withCommitter(ANN)).outcome())
        .isEqualTo(Merged.Outcome.REBASED);
  }

  @Test
  void aPreviewWithConflictsSaysNotThatItMerged() throws Exception {
    fixture.commit("mine", new byte[] {'t'});
    fixture.remote.push(fixture.work, "trunk");
    change("one");
    checkout.commit(CreateCommit.of("One").withCommitter(ANN));
    checkout.fetch(fixture.remote, Fetch.usual());
    MergePreview preview = checkout.previewMerge(Merge.of("origin/trunk"));
    assertThat(preview.conflicts()).containsExactly("mine");
    assertThat(preview.outcome()).isEqualTo(Merged.Outcome.CONFLICTS);
  }

  @Test
  void aCommitThatIsNotHereIsToBeFetched() {
    assertThatExceptionOfType(RevisionNotFoundException.class)
        .isThrownBy(() -> checkout.notes().by(ANN).add("bd20".repeat(10), "x"))
        .withMessageContainingAll("is not here", "fetch");
  }

  @Test
  void whatCannotBePushedSaysWhatToWrite() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> checkout.push(fixture.remote, Push.of("nope")))
        .withMessageContainingAll("'nope'", "Commit first, or name a branch");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Push.of("trunk").withLease("trunk", "abc"))
        .withMessageContaining("40 hex digits");
  }
}
