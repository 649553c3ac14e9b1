package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.Person;
import dev.repostore.Token;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitException;
import dev.repostore.git.GitRefusedException;
import dev.repostore.git.GitRemote;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Section 6: who gets in. */
abstract class AccessRules extends Rules {

  private static final CommitFiles ONE_FILE = CommitFiles.on("main", "One more")
      .withCommitter(new Person("Ann", "ann@example.org"))
      .with(FileChange.put("one-more", "file"));

  AccessRules(Bench bench) {
    super(bench);
  }

  private GitRemote remote(CreatedRepo repo, Token token) {
    return GitRemote.at(repo.remote()).withToken(token.secret());
  }

  /** Pushes one commit more than there is. */
  private static void pushMore(GitRemote remote) throws Exception {
    sample().push(remote, "side/branch:refs/heads/main");
  }

  /** Neither to look, nor to take, nor to bring. */
  private void assertKeptOut(GitRemote remote) {
    assertFails(GitRefusedException.class, remote::refs);
    assertFails(GitRefusedException.class, () -> cloned(remote));
    assertFails(GitRefusedException.class, () -> pushMore(remote));
  }

  @Test
  void r6_6_aReadTokenFetchesAndDoesNotPush() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = createWithCommit();
      sample().push(remote(repo), "trunk:refs/heads/old");
      GitRemote reader = remote(repo, store().createToken(repo.name(), CreateToken.read()));
      Map<String, String> before = reader.refs();
      assertThat(before).containsKeys("refs/heads/main", "refs/heads/old");
      assertThat(cloned(reader).folder().resolve("README.md")).hasContent("hello");
      assertFails(GitException.class, () -> pushMore(reader));
      assertFails(GitException.class, () -> sample().push(reader, "side/branch:refs/heads/new"));
      assertFails(GitException.class, () -> sample().push(reader, "refs/tags/annotated"));
      assertFails(GitException.class, () -> sample().push(reader, ":refs/heads/old"));
      assertFails(GitException.class, () -> sample().push(reader, "+trunk~1:refs/heads/main"));
      assertFails(GitException.class, () -> reader.commit(ONE_FILE));
      assertThat(remote(repo).refs()).isEqualTo(before);
      pushMore(remote(repo, store().createToken(repo.name(), CreateToken.write())));
    });
  }

  @Test
  void r6_7_withoutATokenNobodyGetsIn() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = createWithCommit();
      store().createToken(repo.name(), CreateToken.read());
      assertKeptOut(GitRemote.at(repo.remote()));
    });
  }

  @Test
  void r6_8_aRevokedTokenLetsNobodyIn() throws Throwable {
    offers(Set.of(Capability.CREATE_TOKEN, Capability.REVOKE_TOKEN), () -> {
      CreatedRepo repo = createWithCommit();
      Token token = store().createToken(repo.name(), CreateToken.write());
      assertThat(remote(repo, token).refs()).isNotEmpty();
      store().revokeToken(repo.name(), Objects.requireNonNull(token.id()));
      assertKeptOut(remote(repo, token));
    });
  }

  @Test
  void r6_9_anotherReposTokenLetsNobodyIn() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = createWithCommit();
      assertKeptOut(remote(repo, store().createToken(create().name(), CreateToken.write())));
    });
  }

  @Test
  void r6_10_anExpiredTokenLetsNobodyIn() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = createWithCommit();
      Token token =
          store().createToken(repo.name(), CreateToken.write().withTtl(CreateToken.MIN_TTL));
      assertThat(remote(repo, token).refs()).isNotEmpty();
      advanceClock(CreateToken.MIN_TTL.plusSeconds(1));
      assertKeptOut(remote(repo, token));
    });
  }

  @Test
  void r6_13_aRefusedPushChangesNothing() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = createWithCommit();
      GitRemote reader = remote(repo, store().createToken(repo.name(), CreateToken.read()));
      Map<String, String> before = remote(repo).refs();
      var info = store().get(repo.name());
      assertFails(
          GitException.class,
          () -> sample().push(reader, "side/branch:refs/heads/main", "trunk:refs/heads/new"));
      assertThat(remote(repo).refs()).isEqualTo(before);
      assertUntouched(info);
    });
  }
}
