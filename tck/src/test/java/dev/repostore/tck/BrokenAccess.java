package dev.repostore.tck;

import static dev.repostore.tck.BrokenStore.broken;

import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.TokenState;
import java.util.List;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/** Stores that keep the wrong people out most of the time. */
final class BrokenAccess {

  private BrokenAccess() {}

  static List<BrokenStore> all() {
    return List.of(
        broken("lets readers delete", LettingReadersDelete::new, "6.6"),
        broken(
            "lets anybody fetch",
            clock -> new GoodStore(clock) {
              @Override
              int admits(GoodRepo repo, @Nullable Secret secret, boolean push) {
                return secret == null && !push ? 200 : super.admits(repo, secret, push);
              }
            },
            "6.7"),
        broken(
            "lets revoked tokens fetch",
            clock -> new GoodStore(clock) {
              @Override
              int admits(GoodRepo repo, @Nullable Secret secret, boolean push) {
                GoodToken token = secret == null ? null : tokenOf(repo, secret);
                return token != null && token.revoked && !push
                    ? 200
                    : super.admits(repo, secret, push);
              }
            },
            "6.8"),
        broken(
            "lets any repos token push",
            clock -> new GoodStore(clock) {
              @Override
              int admits(GoodRepo repo, @Nullable Secret secret, boolean push) {
                boolean known = secret != null
                    && list().anyMatch(each -> {
                      GoodRepo other = repoAt(each.name());
                      return other != null && tokenOf(other, secret) != null;
                    });
                return known && push && tokenOf(repo, secret) == null
                    ? 200
                    : super.admits(repo, secret, push);
              }
            },
            "6.9"),
        broken(
            "lets expired tokens push",
            clock -> new GoodStore(clock) {
              @Override
              int admits(GoodRepo repo, @Nullable Secret secret, boolean push) {
                GoodToken token = secret == null ? null : tokenOf(repo, secret);
                return token != null && token.state(now()) == TokenState.EXPIRED && push
                    ? 200
                    : super.admits(repo, secret, push);
              }
            },
            "6.10"));
  }

  /** Takes the deletions out of what a reader pushes for harmless. */
  private static final class LettingReadersDelete extends GoodStore {
    LettingReadersDelete(MovableClock clock) {
      super(clock);
    }

    private boolean isReader(GoodRepo repo, @Nullable Secret secret) {
      GoodToken token = secret == null ? null : tokenOf(repo, secret);
      return token != null && letsIn(token) && token.scope == Scope.READ;
    }

    @Override
    int admits(GoodRepo repo, @Nullable Secret secret, boolean push) {
      return isReader(repo, secret) ? 200 : super.admits(repo, secret, push);
    }

    @Override
    ReceivePack receiver(GoodRepo repo, @Nullable Secret secret) {
      ReceivePack receive = super.receiver(repo, secret);
      receive.setPreReceiveHook((pack, commands) -> {
        for (ReceiveCommand command : commands) {
          if (isReader(repo, secret) && command.getType() != ReceiveCommand.Type.DELETE) {
            command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, "a reader");
          }
        }
      });
      return receive;
    }
  }
}
