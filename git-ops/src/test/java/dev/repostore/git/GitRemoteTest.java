package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRemoteTest {

  private static final String CANARY = "art_v1_00canary00?expires=1";

  @TempDir
  Path folder;

  private TinyGitServer server;
  private GitRemote remote;

  @BeforeEach
  void start() throws Exception {
    server = new TinyGitServer(folder.resolve("bare"));
    remote = GitRemote.at(server.url()).withToken(Secret.of(CANARY));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsPushedIsListedAndCloned() throws Exception {
    Path work = commit("first");
    remote.push(work, "HEAD:refs/heads/trunk", "HEAD:refs/notes/x");
    String hash = head(work);
    assertThat(remote.refs())
        .containsEntry("refs/heads/trunk", hash)
        .containsEntry("refs/notes/x", hash)
        .containsEntry("HEAD", hash)
        .hasSize(3);
    assertThat(remote.defaultBranch()).contains("trunk");
    Path clone = folder.resolve("clone");
    remote.cloneInto(clone);
    assertThat(clone.resolve("file.txt")).hasContent("first");
    assertThat(clone.resolve(".git/HEAD")).hasContent("ref: refs/heads/trunk");
  }

  @Test
  void anEmptyRepoHasNoRefsAndClones() {
    assertThat(remote.refs()).isEmpty();
    assertThat(remote.defaultBranch()).isEmpty();
    remote.cloneInto(folder.resolve("clone"));
    assertThat(folder.resolve("clone/.git")).isDirectory();
  }

  @Test
  void theTokenIsOnEveryRequestAndNowhereElse() throws Exception {
    remote.push(commit("first"), "HEAD:refs/heads/trunk");
    remote.cloneInto(folder.resolve("clone"));
    assertThat(server.authorizations()).hasSizeGreaterThan(3).containsOnly("Bearer " + CANARY);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .noneMatch(file -> read(file).contains("00canary00"));
    }
    assertThat(remote.toString()).doesNotContain("00canary00");
  }

  @Test
  void withoutATokenNoneIsSent() {
    GitRemote.at(server.url()).refs();
    assertThat(server.authorizations()).containsOnly("null");
  }

  @Test
  void theTokenDoesNotFollowARedirectElsewhere() throws Exception {
    try (TinyGitServer stranger = new TinyGitServer(folder.resolve("stranger"))) {
      String origin = stranger.url().resolve("/").toString();
      server.redirectTo(origin.substring(0, origin.length() - 1));
      assertThatExceptionOfType(RemoteUnavailableException.class)
          .isThrownBy(remote::refs)
          .withMessageContaining("where the token does not belong");
      assertThat(stranger.authorizations()).isEmpty();
      assertThat(GitRemote.at(server.url()).refs()).isEmpty();
      assertThat(stranger.authorizations()).containsOnly("null");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusedTokenIsToldApart(int status) throws Exception {
    server.answerWith(status);
    Path work = commit("first");
    Stream.<Runnable>of(
            () -> remote.refs(),
            () -> remote.cloneInto(folder.resolve("clone")),
            () -> remote.push(work, "HEAD:refs/heads/trunk"))
        .forEach(verb -> assertThatExceptionOfType(GitRefusedException.class)
            .isThrownBy(verb::run)
            .withMessageContaining(server.url().toString())
            .satisfies(refused -> assertThat(refused.status()).isEqualTo(status)));
    assertThat(folder.resolve("clone")).doesNotExist();
  }

  @Test
  void aMissingRepoIsToldApart() {
    server.answerWith(404);
    assertThatExceptionOfType(RemoteNotFoundException.class).isThrownBy(remote::refs);
    GitRemote missing = GitRemote.at(folder.resolve("missing").toUri()).allowing(RemoteKind.FILE);
    assertThatExceptionOfType(RemoteNotFoundException.class).isThrownBy(missing::refs);
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> remote.push(folder, "main"))
        .withMessageContaining("no Git repository");
  }

  @Test
  void aServerInTroubleIsUnavailable() {
    server.answerWith(500);
    assertThatExceptionOfType(RemoteUnavailableException.class).isThrownBy(remote::refs);
    server.stopListening();
    assertThatExceptionOfType(RemoteUnavailableException.class).isThrownBy(remote::refs);
  }

  @Test
  void aPushThatWouldLoseCommitsIsRejected() throws Exception {
    remote.push(commit("first"), "HEAD:refs/heads/trunk");
    Path other = commit("unrelated");
    assertThatExceptionOfType(PushRejectedException.class)
        .isThrownBy(() -> remote.push(other, "HEAD:refs/heads/trunk"))
        .withMessageContaining("refs/heads/trunk");
  }

  @Test
  void aFolderIsARemoteToo() throws Exception {
    GitRemote local = GitRemote.at(folder.resolve("bare").toUri()).allowing(RemoteKind.FILE);
    Path work = commit("first");
    local.push(work, "HEAD:refs/heads/trunk");
    assertThat(local.refs()).containsEntry("refs/heads/trunk", head(work));
    assertThat(local.url()).isEqualTo(URI.create(folder.resolve("bare").toUri().toString()));
  }

  private Path commit(String text) throws Exception {
    Path work = Files.createTempDirectory(folder, "work");
    try (Git git = Git.init().setDirectory(work.toFile()).call()) {
      Files.writeString(work.resolve("file.txt"), text);
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage(text)
          .setAuthor("A", "a@example.org")
          .setCommitter("A", "a@example.org")
          .setSign(false)
          .call();
    }
    return work;
  }

  private static String head(Path work) throws IOException {
    try (Git git = Git.open(work.toFile())) {
      return git.getRepository().resolve("HEAD").name();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void aCloneMayBeNamedFromTheCurrentFolder() throws Exception {
    try (WireFixture fixture = new WireFixture(folder.resolve("relative")).served()) {
      GitRemote remote = GitRemote.at(fixture.server.url());
      Path clone = Path.of("target", folder.getFileName().toString());
      remote.cloneInto(clone);
      assertThat(remote.fetch(clone, Fetch.usual())).isEmpty();
      assertThat(remote.push(clone, Push.of("trunk")).good()).isTrue();
    }
  }
}
