package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.AccessRefusedException;
import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ListTokens;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.Repo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Token;
import dev.repostore.TokenState;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.Diff;
import dev.repostore.git.Fetch;
import dev.repostore.git.FileChange;
import dev.repostore.git.FileEntry;
import dev.repostore.git.GitRefusedException;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Grep;
import dev.repostore.git.HeadMovedException;
import dev.repostore.git.Push;
import dev.repostore.git.PushRejectedException;
import dev.repostore.git.PushStatus;
import dev.repostore.git.PushedRef;
import dev.repostore.git.RefusalReason;
import dev.repostore.git.Snapshot;
import dev.repostore.git.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Git client against this host, with the tokens it makes for each operation. */
@Timeout(60)
class GitClientTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path folder;

  private RepoStore store;
  private Repo repo;
  private GitRemote remote;
  private GitBinary git;

  @BeforeEach
  void open() throws Exception {
    store = RepoStores.open("repostore:local:" + folder.resolve("data"));
    store.create("web");
    repo = store.repo("web");
    remote = GitRemote.of(repo);
    new GitBinary(folder).ok("init", "--quiet", "--initial-branch=main", "git");
    git = new GitBinary(folder.resolve("git"));
    git.commit("src/a.txt", "one\nneedle\n");
    git.commit("b.txt", "two\n");
    git.ok("tag", "-a", "v1", "-m", "one");
    remote.push(git.folder(), Push.of("main", "v1"));
  }

  /** Only the token that came with the repo is left. */
  @AfterEach
  void noTokenIsLeft() {
    assertThat(repo.tokens(ListTokens.all()).items())
        .filteredOn(token -> token.state() == TokenState.ACTIVE)
        .hasSizeLessThanOrEqualTo(1);
    store.close();
  }

  @Test
  void whatGitPushesJavaClonesAndTheReverse() throws Exception {
    Path clone = folder.resolve("clone");
    try (Checkout checkout = Checkout.clone(remote, Workspace.at(folder), clone, Clone.all())) {
      GitBinary inClone = git.in(clone);
      assertThat(inClone.ok("rev-parse", "HEAD", "v1"))
          .isEqualTo(git.ok("rev-parse", "HEAD", "v1"));
      assertThat(inClone.ok("status", "--porcelain")).isEmpty();
      String pushed = inClone.commit("c.txt", "three\n");
      checkout.push(remote, Push.of("HEAD").and("HEAD:refs/notes/x"));
      assertThat(remote.refs())
          .containsEntry("refs/heads/main", pushed)
          .containsKey("refs/notes/x");
      assertThat(inClone.ok("fsck", "--strict")).isEmpty();
    }
    Token token = repo.createToken(CreateToken.read());
    git.with("http.extraHeader=Authorization: Bearer " + token.secret().reveal())
        .ok("pull", "--quiet", repo.info().remote().toString(), "main");
    assertThat(git.folder().resolve("c.txt")).hasContent("three");
    repo.revokeToken(String.valueOf(token.id()));
  }

  @Test
  void refusalsOfThisHostAreUnderstood() throws Exception {
    Token read = repo.createToken(CreateToken.read());
    GitRemote reader = remote.withToken(read.secret());
    assertThat(refusal(reader)).isEqualTo(RefusalReason.TOKEN_SCOPE);
    repo.revokeToken(String.valueOf(read.id()));
    assertThat(refusal(reader)).isEqualTo(RefusalReason.TOKEN_INVALID);
    assertThat(refusal(remote.withToken(null))).isEqualTo(RefusalReason.NO_TOKEN);
    store.create(CreateRepo.named("frozen").withReadOnly(true));
    assertThat(refusal(GitRemote.of(store.repo("frozen")))).isEqualTo(RefusalReason.REPO_READ_ONLY);
    assertThatExceptionOfType(AccessRefusedException.class)
        .isThrownBy(() -> refusal(GitRemote.of(store.readOnly().repo("web"))));
    assertThat(GitRemote.of(store.readOnly().repo("web")).refs()).containsKey("refs/heads/main");
  }

  private RefusalReason refusal(GitRemote to) {
    return catchRefused(() -> to.push(git.folder(), Push.of("main"))).reason();
  }

  private static GitRefusedException catchRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
    if (thrown instanceof GitRefusedException refused) {
      return refused;
    }
    if (thrown instanceof RuntimeException other) {
      throw other;
    }
    throw new AssertionError("It was let in", thrown);
  }

  @Test
  void rejectionsOfThisHostAreUnderstood() throws Exception {
    assertThat(status(Push.delete("main"))).isEqualTo(PushStatus.REFUSED);
    git.ok("checkout", "--quiet", "-b", "large");
    byte[] large = new byte[33 << 20];
    new Random(1).nextBytes(large);
    java.nio.file.Files.write(git.folder().resolve("large"), large);
    git.ok("add", "large");
    git.ok("commit", "--quiet", "-m", "large");
    assertThat(status(Push.of("large"))).isEqualTo(PushStatus.TOO_LARGE);
    assertThat(status(Push.of("main:refs/heads/main/below"))).isEqualTo(PushStatus.REFUSED);
  }

  private PushStatus status(Push push) {
    PushRejectedException rejected =
        catchThrowableOfType(PushRejectedException.class, () -> remote.push(git.folder(), push));
    return rejected.report().refs().stream().map(PushedRef::status).findFirst().orElseThrow();
  }

  @Test
  void commitsWithoutACloneAreCompareAndSet() throws Exception {
    String head = remote.refs().get("refs/heads/main");
    byte[] large = new byte[30 << 20];
    new Random(2).nextBytes(large);
    Commit made = remote.commit(CommitFiles.on("main", "Large")
        .withCommitter(ANN)
        .withExpectedHead(head)
        .with(FileChange.put("large.bin", large))
        .with(FileChange.put("zeros", new byte[] {0, 0, 1})));
    HeadMovedException lost = catchThrowableOfType(
        HeadMovedException.class,
        () -> remote.commit(CommitFiles.on("main", "Late")
            .withCommitter(ANN)
            .withExpectedHead(head)
            .with(FileChange.put("x", "x"))));
    assertThat(lost.head()).contains(made.hash());
    try (Blob blob = remote.file(null, "large.bin").orElseThrow()) {
      assertThat(blob.stream().readAllBytes()).isEqualTo(large);
    }
    List<Commit> both = remote.commit(List.of(
        CommitFiles.on("main", "m").withCommitter(ANN).with(FileChange.put("m", "m")),
        CommitFiles.on("topic", "t").withCommitter(ANN).with(FileChange.put("t", "t"))));
    assertThat(remote.refs())
        .containsEntry("refs/heads/main", both.get(0).hash())
        .containsEntry("refs/heads/topic", both.get(1).hash());
    Path clone = folder.resolve("clone");
    remote.cloneInto(clone);
    assertThat(git.in(clone).ok("fsck", "--strict")).isEmpty();
  }

  @Test
  void readsWithoutAClone() throws Exception {
    try (Snapshot snapshot = remote.read("v1")) {
      assertThat(snapshot.files())
          .extracting(FileEntry::path, FileEntry::size)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("b.txt", 4L),
              org.assertj.core.groups.Tuple.tuple("src/a.txt", 11L));
      assertThat(snapshot.grep(Grep.text("needle")))
          .singleElement()
          .satisfies(hit -> assertThat(hit.line()).isEqualTo(2));
    }
    assertThat(remote.log(ReadLog.head()))
        .extracting(Commit::message)
        .containsExactly("Set b.txt", "Set src/a.txt");
    String first = git.ok("rev-parse", "HEAD~1");
    assertThat(remote.diff(Diff.between(first, "main")).text()).contains("+two");
    // The same over the Git protocol alone.
    Token token = repo.createToken(CreateToken.read());
    GitRemote plain = remote.withToken(token.secret());
    assertThat(plain.log(ReadLog.head())).isEqualTo(remote.log(ReadLog.head()));
    try (Blob blob = plain.file("main", "src/a.txt").orElseThrow()) {
      assertThat(new String(blob.stream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("one\nneedle\n");
    }
    repo.revokeToken(String.valueOf(token.id()));
  }

  /** No value of a token that was made is in any file, nor in what anything says of itself. */
  @Test
  void tokensAreNowhere() throws Exception {
    CreatedRepo created = store.create("canary");
    GitRemote mine = remote.withToken(repo.createToken(CreateToken.write()).secret());
    Path clone = folder.resolve("clone");
    mine.cloneInto(clone);
    git.in(clone).commit("c.txt", "x");
    mine.push(clone, Push.of("main"));
    mine.fetch(clone, Fetch.usual());
    assertThat(mine.toString()).doesNotContain("art_v1");
    GitRefusedException refused = catchRefused(() -> GitRemote.of(store.repo("canary"))
        .withToken(repo.createToken(CreateToken.write()).secret())
        .push(clone, Push.of("main")));
    for (Throwable at = refused; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain("art_v1_");
    }
    try (var files = java.nio.file.Files.walk(clone)) {
      assertThat(files.filter(java.nio.file.Files::isRegularFile)).noneMatch(file -> {
        try {
          return java.nio.file.Files.readString(file, StandardCharsets.ISO_8859_1)
              .contains("art_v1_");
        } catch (java.io.IOException unreadable) {
          throw new java.io.UncheckedIOException(unreadable);
        }
      });
    }
    assertThat(created.remote().getUserInfo()).isNull();
    repo.tokens(ListTokens.all()).items().forEach(token -> repo.revokeToken(token.id()));
  }
}
