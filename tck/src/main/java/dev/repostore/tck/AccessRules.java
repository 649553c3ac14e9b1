package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.Token;
import dev.repostore.git.GitException;
import dev.repostore.git.GitRefusedException;
import dev.repostore.git.GitRemote;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Section 6: who gets in. */
abstract class AccessRules extends Rules {

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

  @Test
  void r6_6_aReadTokenFetchesAndDoesNotPush() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = createWithCommit();
      GitRemote reader = remote(repo, store().createToken(repo.name(), CreateToken.read()));
      assertThat(reader.refs()).containsKey("refs/heads/main");
      assertThat(cloned(reader).folder().resolve("README.md")).hasContent("hello");
      assertFails(GitException.class, () -> pushMore(reader));
      assertFails(GitException.class, () -> sample().push(reader, "side/branch:refs/heads/new"));
      pushMore(remote(repo, store().createToken(repo.name(), CreateToken.write())));
    });
  }

  @Test
  void r6_7_withoutATokenNobodyGetsIn() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = create();
      store().createToken(repo.name(), CreateToken.read());
      assertFails(GitRefusedException.class, () -> GitRemote.at(repo.remote()).refs());
      assertFails(GitRefusedException.class, () -> pushMore(GitRemote.at(repo.remote())));
    });
  }

  @Test
  void r6_8_aRevokedTokenLetsNobodyIn() throws Throwable {
    offers(Set.of(Capability.CREATE_TOKEN, Capability.REVOKE_TOKEN), () -> {
      CreatedRepo repo = createWithCommit();
      Token token = store().createToken(repo.name(), CreateToken.write());
      assertThat(remote(repo, token).refs()).isNotEmpty();
      store().revokeToken(repo.name(), Objects.requireNonNull(token.id()));
      assertFails(GitRefusedException.class, () -> remote(repo, token).refs());
      assertFails(GitRefusedException.class, () -> pushMore(remote(repo, token)));
    });
  }

  @Test
  void r6_9_anotherReposTokenLetsNobodyIn() throws Throwable {
    offers(Capability.CREATE_TOKEN, () -> {
      CreatedRepo repo = createWithCommit();
      Token foreign = store().createToken(create().name(), CreateToken.write());
      assertFails(GitRefusedException.class, () -> remote(repo, foreign).refs());
      assertFails(GitRefusedException.class, () -> pushMore(remote(repo, foreign)));
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
      assertFails(GitRefusedException.class, () -> remote(repo, token).refs());
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
